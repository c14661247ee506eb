import type { Member, ToldEvent } from "./members.ts";
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
export const listedEvents = (events: readonly ToldEvent[]): Line =>
  events.flatMap(({ text, origin }, index) =>
    wordsOf(`${text}${index < events.length - 1 ? "," : ""}`, origin),
  );

const target = ({ to, isToSameName }: Phrase, among: number | undefined): Line => {
  if (to.length === 0 || to.length === among) return [];
  const names = isToSameName && to.length > 1 ? "the state of that name" : to.join(", ");
  return [{ text: "→", style: "arrow" }, ...wordsOf(names, "arrow")];
};

/** The phrase in words: from where, on what, if what, to where, asking for what. */
function wordsOfPhrase(phrase: Phrase, naming: Naming): Line {
  const { from, events, guard, actions } = phrase;
  return [
    ...(naming.isFromNamed ? wordsOf(`${from.join(", ")}:`, "arrow") : []),
    ...listedEvents(events),
    ...(guard === null ? [] : wordsOf(`[${guard}]`, "guard")),
    ...(naming.isToNamed ? target(phrase, naming.among) : []),
    ...(actions.length === 0 ? [] : wordsOf(`/ ${actions.join(", ")}`, "effect")),
  ];
}

/** More than this many transitions in one place are counted, not told. */
const mostTold = 200;

const andMore = (members: readonly Member[]): string =>
  members.length > mostTold ? `and ${members.length - mostTold} more` : "";

/** The transitions as lines of a label, no wider than this many pixels. */
export const labelOf = (
  members: readonly Member[],
  naming: Naming,
  maximum: number,
): readonly Line[] =>
  [
    ...phrasesOf(members.slice(0, mostTold)).map((phrase) => wordsOfPhrase(phrase, naming)),
    wordsOf(andMore(members), "prose"),
  ].flatMap((words) => wrap(words, maximum));

/** Every transition in full, one a line: what a pointer resting on the label shows. */
export const tooltipOf = (members: readonly Member[]): string =>
  members
    .slice(0, mostTold)
    .map(({ from, to, transition: { trigger, event, words, guard, actions, missing } }) =>
      [
        from,
        trigger === "event" ? event : words,
        guard === null ? "" : `[${guard}]`,
        actions.length === 0 ? "" : `/ ${actions.join(", ")}`,
        to === null ? "" : `→ ${to}`,
        missing === null ? "" : `→ ${missing} (no such state)`,
      ]
        .filter((part) => part !== "")
        .join(" "),
    )
    .concat(andMore(members))
    .filter((line) => line !== "")
    .join("\n");
