/** Who is behind an event. */
export type Origin = "platform" | "vendor" | "command" | "operator" | "engine";

const originByPrefix: Readonly<Record<string, Origin>> = {
  request: "platform",
  subscription: "platform",
  capabilities: "platform",
  renewal: "platform",
  answer: "vendor",
  command: "command",
  operator: "operator",
};

/** Events whose last part alone says what happened, because their origin is shown otherwise. */
const toldByLastPart: ReadonlySet<string> = new Set([
  "request",
  "subscription",
  "answer",
  "command",
  "operator",
]);

const partsOf = (event: string): readonly [string, string] => {
  const dot = event.indexOf(".");
  return dot < 0 ? [event, ""] : [event.slice(0, dot), event.slice(dot + 1)];
};

/** Who is behind the event, by its prefix; timers, effects and eventless transitions are the engine's. */
export function originOf(event: string): Origin {
  return originByPrefix[partsOf(event)[0]] ?? "engine";
}

/** The event as short as it is still understood: `request.approved` is `approved`. */
export function shortEvent(event: string): string {
  if (event === "") return "always";
  const [prefix, rest] = partsOf(event);
  return toldByLastPart.has(prefix) ? rest : `${prefix} ${rest}`.trim();
}

/** `concernsSuspendWithHold` is `suspend with hold`: what a guard lets through, in words. */
export function guardWords(guard: string): string {
  return guard
    .replace(/^concerns(?=[A-Z])/, "")
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, " ")
    .toLowerCase();
}
