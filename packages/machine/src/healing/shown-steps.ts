import { isRequestFact, outcomeOf } from "../facts.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Place, Step } from "./shortest-path.ts";
import { heldOpen, type Truth } from "./truth.ts";

type Fact = Truth["facts"][number];

/** So many facts about requests the record does not hold are considered, the newest. */
const factsConsidered = 20;

/**
 * The platform's own facts as steps, taken in its order; of several that would do, the newest is named
 * first. Those about requests the record holds open are free at any
 * time, and the end of one that waits is named first: ended before it is taken up, it never calls for an
 * answer.
 */
export function shownSteps(
  snapshot: Snapshot,
  facts: Truth["facts"],
): (place: Place) => readonly Step[] {
  const held = heldOpen(snapshot);
  const isHeld = (fact: Fact): boolean => isRequestFact(fact) && held.has(fact.request.id);
  const endsWaiting = (fact: Fact): boolean =>
    isRequestFact(fact) &&
    held.has(fact.request.id) &&
    fact.request.id !== snapshot.context.request?.id &&
    outcomeOf(fact) !== undefined;
  const others = facts.filter((fact) => isRequestFact(fact) && !isHeld(fact));
  const tooOld = new Set(others.slice(0, -factsConsidered));
  const rows = facts
    .filter((fact) => !tooOld.has(fact))
    .map((event, index) => ({ event, index, isFree: isHeld(event) }));
  const inOrder = [
    ...rows.filter(({ event }) => endsWaiting(event)),
    ...rows.filter(({ event }) => !endsWaiting(event)).toReversed(),
  ];
  return ({ passed }) =>
    inOrder
      .filter(({ isFree, index }) => isFree || index >= passed)
      .map(({ event, index, isFree }) => ({ event, passed: isFree ? passed : index + 1 }));
}
