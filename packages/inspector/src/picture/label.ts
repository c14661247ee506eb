import { originOf, shortEvent } from "../event-words.ts";
import type { Member } from "./members.ts";
import { type Phrase, phrasesOf } from "./phrases.ts";
import { type Line, wordsOf, wrap } from "./words.ts";

/** Which states a label has to name, because its arrow does not show them. */
export interface Naming {
  readonly isFromNamed: boolean;
  readonly isToNamed: boolean;
  /** Of how many states the arrow's end stands for all: they are not named when it leads to each. */
  readonly among?: number;
}

/** The events' short names with commas between them. */
export const listedEvents = (events: readonly string[]): Line =>
  events.flatMap((event, index) =>
    wordsOf(`${shortEvent(event)}${index < events.length - 1 ? "," : ""}`, originOf(event)),
  );

const target = ({ to, isToSameName }: Phrase, among: number | undefined): Line => {
  if (to.length === 0 || to.length === among) return [];
  const names = isToSameName && to.length > 1 ? "the state of that name" : to.join(", ");
  return [{ text: "→", style: "arrow" }, ...wordsOf(names, "arrow")];
};

/** The phrase in words: from where, on what, if what, to where, asking for what. */
function wordsOfPhrase(phrase: Phrase, naming: Naming): Line {
  const { from, events, guard, effects } = phrase;
  return [
    ...(naming.isFromNamed ? wordsOf(`${from.join(", ")}:`, "arrow") : []),
    ...listedEvents(events),
    ...(guard === null ? [] : wordsOf(`[${guard}]`, "guard")),
    ...(naming.isToNamed ? target(phrase, naming.among) : []),
    ...(effects.length === 0 ? [] : wordsOf(`/ ${effects.join(", ")}`, "effect")),
  ];
}

/** The transitions as lines of a label, no wider than this many pixels. */
export const labelOf = (
  members: readonly Member[],
  naming: Naming,
  maximum: number,
): readonly Line[] =>
  phrasesOf(members).flatMap((phrase) => wrap(wordsOfPhrase(phrase, naming), maximum));

/** Every transition in full, one a line: what a pointer resting on the label shows. */
export const tooltipOf = (members: readonly Member[]): string =>
  members
    .map(({ from, to, transition: { event, guard, effects } }) =>
      [
        from,
        event === "" ? "always" : event,
        guard === null ? "" : `[${guard}]`,
        effects.length === 0 ? "" : `/ ${effects.join(", ")}`,
        to === null ? "" : `→ ${to}`,
      ]
        .filter((part) => part !== "")
        .join(" "),
    )
    .join("\n");
