import type { ChartEdge, ChartTransition, ChartVocabulary } from "../chart-graph.ts";
import type { Origin } from "./words.ts";

/** A transition where it stands in the chart. */
export interface Placed {
  readonly from: string;
  readonly to: ChartEdge["to"];
  readonly transition: ChartTransition;
}

/** How the words of a chart are told in a picture. */
export interface Vocabulary {
  /** The machine's name in a sentence. */
  titleOf(machine: string): string;
  /** Who is behind the event. */
  originOf(transition: ChartTransition): Origin;
  /** The event as short as it is still understood. */
  eventOf(transition: ChartTransition): string;
  /** What a guard lets through, in words. */
  guardOf(guard: string): string;
  /** Whether the guard has to be read to know where the event leads. */
  isGuardTold(placed: Placed, leadsElsewhere: boolean): boolean;
  /** Whether the transition is the other way of this earlier one of its event. */
  isElse(transition: ChartTransition, earlier: ChartTransition): boolean;
  /** From how many states on an arrow to each of them is told as one to all of them. */
  readonly many: number;
}

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

const inWords = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, " ").toLowerCase();

/** Tenure's own machines: the prefix of an event says who is behind it, names are read as words. */
const tenure: Vocabulary = {
  titleOf: inWords,
  originOf: ({ event }) => originByPrefix[partsOf(event)[0]] ?? "engine",
  eventOf({ event, words }) {
    if (event === "") return words;
    const [prefix, rest] = partsOf(event);
    return toldByLastPart.has(prefix) ? rest : `${prefix} ${rest}`.trim();
  },
  guardOf: (guard) => inWords(guard.replace(/^concerns(?=[A-Z])/, "")),
  isGuardTold({ from, transition: { event } }, leadsElsewhere) {
    // What a request's event means to the other region depends on which request it is about.
    const isAboutRequest = event.startsWith("request.") && !from.startsWith("request");
    const isOfRegion = !from.includes(".");
    return leadsElsewhere || isAboutRequest || isOfRegion || event === "";
  },
  isElse: ({ guard }, earlier) => guard !== null && earlier.guard?.startsWith(guard) === true,
  many: 3,
};

/** Any other machine: everything as it is written. */
const plain: Vocabulary = {
  titleOf: (machine) => machine,
  originOf: ({ trigger }) => (trigger === "event" || trigger === "route" ? "event" : "engine"),
  eventOf: ({ words }) => words,
  guardOf: (guard) => guard,
  isGuardTold: () => true,
  isElse: ({ guard }, earlier) => guard === null && earlier.guard !== null,
  many: Number.POSITIVE_INFINITY,
};

const vocabularies: Readonly<Record<ChartVocabulary, Vocabulary>> = { tenure, plain };

export const vocabularyOf = (name: ChartVocabulary): Vocabulary => vocabularies[name];
