import { guardWords, shortEvent } from "../event-words.ts";
import type { Member } from "./members.ts";

/** Transitions that can be told in one breath. */
export interface Phrase {
  /** Names of the states they leave. */
  readonly from: readonly string[];
  /** Full names. */
  readonly events: readonly string[];
  /** In words; null when it need not be read. */
  readonly guard: string | null;
  /** Names of the states they lead to; empty when nothing is entered. */
  readonly to: readonly string[];
  /** Each event leads to the state of the event's own name. */
  readonly isToSameName: boolean;
  readonly effects: readonly string[];
}

/** The last part of the state's id, which is its name. */
const nameOf = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function phraseOf({ from, to, transition, isGuardNeeded, isElse }: Member): Phrase {
  const guard = transition.guard === null || !isGuardNeeded ? null : guardWords(transition.guard);
  return {
    from: [nameOf(from)],
    events: [transition.event],
    guard: isElse ? "else" : guard,
    to: to === null ? [] : [nameOf(to)],
    isToSameName: to !== null && shortEvent(transition.event) === nameOf(to),
    effects: transition.effects,
  };
}

/** What two guards in words begin with alike, when that is two words or more. */
function commonGuard(one: string | null, other: string | null): string | null | undefined {
  if (one === other) return one;
  const [first, second] = [one?.split(" ") ?? [], other?.split(" ") ?? []];
  const different = first.findIndex((word, index) => word !== second[index]);
  const length = different < 0 ? first.length : different;
  return length < 2
    ? undefined
    : [...first.slice(0, length).filter((word) => word !== "…"), "…"].join(" ");
}

/** Joins each phrase to the first earlier one it can be told with. */
const joinAll = (
  phrases: readonly Phrase[],
  join: (one: Phrase, other: Phrase) => Phrase | undefined,
): readonly Phrase[] => {
  const joined: Phrase[] = [];
  for (const phrase of phrases) {
    const index = joined.findIndex((earlier) => join(earlier, phrase) !== undefined);
    const earlier = joined[index];
    const both = earlier === undefined ? undefined : join(earlier, phrase);
    if (both === undefined) joined.push(phrase);
    else joined[index] = both;
  }
  return joined;
};

const isAlike = (one: Phrase, other: Phrase, ...keys: readonly (keyof Phrase)[]): boolean =>
  keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));

const joinEvents = (one: Phrase, other: Phrase): Phrase | undefined =>
  isAlike(one, other, "from", "to", "guard", "effects")
    ? { ...one, events: unique([...one.events, ...other.events]) }
    : undefined;

const joinSameNames = (one: Phrase, other: Phrase): Phrase | undefined =>
  one.isToSameName && other.isToSameName && isAlike(one, other, "from", "guard", "effects")
    ? {
        ...one,
        events: unique([...one.events, ...other.events]),
        to: unique([...one.to, ...other.to]),
      }
    : undefined;

function joinStates(one: Phrase, other: Phrase): Phrase | undefined {
  const guard = commonGuard(one.guard, other.guard);
  if (guard === undefined || !isAlike(one, other, "events", "effects")) return undefined;
  if (!isAlike(one, other, "from") && !isAlike(one, other, "to")) return undefined;
  return {
    ...one,
    guard,
    from: unique([...one.from, ...other.from]),
    to: unique([...one.to, ...other.to]),
    isToSameName: false,
  };
}

/** Tells the transitions in as few phrases as lose nothing but guards nobody needs. */
export function phrasesOf(members: readonly Member[]): readonly Phrase[] {
  const byEvents = joinAll(members.map(phraseOf), joinEvents);
  return joinAll(joinAll(byEvents, joinSameNames), joinStates);
}
