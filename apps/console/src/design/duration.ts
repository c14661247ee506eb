const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  [day, "d", hour, "h"],
  [hour, "h", minute, "min"],
  [minute, "min", second, "s"],
] as const;

/** A duration in milliseconds in one or two units: "850 ms", "3.2 s", "4 min 10 s", "3 d 4 h". */
export function durationText(milliseconds: number): string {
  if (milliseconds < second) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * second) return `${(milliseconds / second).toFixed(1)} s`;
  for (const [large, largeName, small, smallName] of steps) {
    if (milliseconds < large) continue;
    const whole = Math.floor(milliseconds / large);
    // Seconds say nothing beside many minutes.
    const rest = large === minute && whole >= 10 ? 0 : Math.floor((milliseconds % large) / small);
    return rest === 0 || whole >= 100
      ? `${whole} ${largeName}`
      : `${whole} ${largeName} ${rest} ${smallName}`;
  }
  return `${Math.floor(milliseconds / second)} s`;
}

/** A duration in its largest unit, for a glance: "now", "40 s", "3 min", "5 h", "12 d". */
export function roughDurationText(milliseconds: number): string {
  for (const [unit, name] of [
    [day, "d"],
    [hour, "h"],
    [minute, "min"],
    [second, "s"],
  ] as const) {
    if (milliseconds >= unit) return `${Math.floor(milliseconds / unit)} ${name}`;
  }
  return "now";
}
