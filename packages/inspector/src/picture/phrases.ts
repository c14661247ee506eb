import type { Member, ToldEvent } from "./members.ts";

/** Transitions that can be told in one breath. */
export interface Phrase {
  /** Names of the states they leave. */
  readonly from: readonly string[];
  readonly events: readonly ToldEvent[];
  /** In words; null when it need not be read. */
  readonly guard: string | null;
  /** Names of the states they lead to; empty when nothing is entered. */
  readonly to: readonly string[];
  /** Each event leads to the state of the event's own name. */
  readonly isToSameName: boolean;
  readonly actions: readonly string[];
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const uniqueEvents = (events: readonly ToldEvent[]): readonly ToldEvent[] => [
  ...new Map(events.map((told) => [told.event, told])).values(),
];

const phraseOf = ({ fromName, toName, told, guard, actions }: Member): Phrase => ({
  from: [fromName],
  events: [told],
  guard,
  to: toName === null ? [] : [toName],
  isToSameName: told.text === toName,
  actions,
});

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

/** Joins each phrase to the first earlier one of the same key that it can be told with. */
function joinAll(
  phrases: readonly Phrase[],
  keyOf: (phrase: Phrase) => unknown,
  join: (one: Phrase, other: Phrase) => Phrase | undefined,
): readonly Phrase[] {
  const joined: Phrase[] = [];
  const places = new Map<string, number[]>();
  for (const phrase of phrases) {
    const key = JSON.stringify(keyOf(phrase));
    const candidates = places.get(key) ?? [];
    let isJoined = false;
    for (const place of candidates) {
      const earlier = joined[place];
      const both = earlier === undefined ? undefined : join(earlier, phrase);
      if (both === undefined) continue;
      joined[place] = both;
      isJoined = true;
      break;
    }
    if (!isJoined) places.set(key, [...candidates, joined.push(phrase) - 1]);
  }
  return joined;
}

const isAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);

const joinEvents = (one: Phrase, other: Phrase): Phrase => ({
  ...one,
  events: uniqueEvents([...one.events, ...other.events]),
});

const joinSameNames = (one: Phrase, other: Phrase): Phrase | undefined =>
  one.isToSameName && other.isToSameName
    ? { ...joinEvents(one, other), to: unique([...one.to, ...other.to]) }
    : undefined;

function joinStates(one: Phrase, other: Phrase): Phrase | undefined {
  const guard = commonGuard(one.guard, other.guard);
  if (guard === undefined) return undefined;
  if (!isAlike(one.from, other.from) && !isAlike(one.to, other.to)) return undefined;
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
  const byEvents = joinAll(
    members.map(phraseOf),
    ({ from, to, guard, actions }) => [from, to, guard, actions],
    joinEvents,
  );
  const bySameNames = joinAll(
    byEvents,
    ({ from, guard, actions }) => [from, guard, actions],
    joinSameNames,
  );
  return joinAll(bySameNames, ({ events, actions }) => [events, actions], joinStates);
}
