import { InvalidArgumentError } from "commander";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = {
  s: second,
  min: minute,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
};

/** So many milliseconds in words: the two largest units that say something. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / second));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** Reads a command line value such as `90s`, `30m`, `2h`, `2d` or `1w` into milliseconds. */
export function readDuration(text: string): number {
  const { count, unit = "" } =
    /^\s*(?<count>\d+(?:\.\d+)?)\s*(?<unit>[a-z]+)\s*$/iu.exec(text)?.groups ?? {};
  const milliseconds = Number(count) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw new InvalidArgumentError("Expected a time such as 90s, 30m, 2h, 2d or 1w.");
}
