import { widthOfLines } from "../picture/geometry.ts";
import { type Line, type Style, wordsOf } from "../picture/words.ts";
import type { Json } from "./bounded-json.ts";
import type { LogEntry } from "./inspection-session.ts";

const widestLabel = 230;
/** More characters than these fit into no label. */
const mostFitting = 120;
const longestTooltip = 1000;

/** How an actor's value reads: names of states, from the outside to the inside. */
export function stateText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  return Object.entries(value)
    .map(([name, inside]) => {
      const within = stateText(inside);
      return within === "" ? name : `${name}: ${within}`;
    })
    .join(", ");
}

/** Between whom it happened; null is outside. */
export const endsOf = (entry: LogEntry): readonly [string | null, string | null] => {
  switch (entry.kind) {
    case "created":
      return [entry.parent, entry.actor];
    case "event":
      return [entry.from, entry.to];
    case "state":
      return [entry.actor, entry.actor];
  }
};

const textOf = (entry: LogEntry): string => {
  switch (entry.kind) {
    case "created":
      return "creates";
    case "event":
      return entry.event.type === "" ? "(event)" : entry.event.type;
    case "state": {
      const state = stateText(entry.value);
      const ended = entry.status === "active" ? "" : entry.status;
      return [state, ended].filter((part) => part !== "").join(", ") || entry.status;
    }
  }
};

const styles: Readonly<Record<LogEntry["kind"], Style>> = {
  created: "prose",
  event: "event",
  state: "guard",
};

/** The text in one line no wider than there is room for. */
export function fittingLine(text: string, style: Style): Line {
  let fitting = text.slice(0, mostFitting);
  while (fitting.length > 4 && widthOfLines([wordsOf(fitting, style)]) > widestLabel) {
    fitting = `${fitting.slice(0, Math.floor(fitting.length * 0.9) - 1)}…`;
  }
  return wordsOf(fitting, style);
}

/** What is written at an entry; what does not fit is in the tooltip. */
export const labelLine = (entry: LogEntry): Line => fittingLine(textOf(entry), styles[entry.kind]);

/** All of an entry in a line. */
export function tooltipOf(entry: LogEntry, nameOf: (actor: string | null) => string): string {
  const [from, to] = endsOf(entry).map(nameOf);
  switch (entry.kind) {
    case "created":
      return `${from} creates ${to}`;
    case "event":
      return `${from} → ${to}: ${JSON.stringify(entry.event)}`.slice(0, longestTooltip);
    case "state":
      return `${to} on ${entry.by}: ${textOf(entry)}`.slice(0, longestTooltip);
  }
}
