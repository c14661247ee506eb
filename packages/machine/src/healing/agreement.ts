import type { RequestFact } from "../events.ts";
import { endedOf, isRequestFact, outcomeOf } from "../facts.ts";
import { hasEnded } from "../known.ts";
import type { Snapshot } from "../snapshot.ts";
import { lifecycleOf } from "../view.ts";
import { heldOpen, shownOpen, type Truth } from "./truth.ts";

/** The types that bring items and parameters when they are approved. */
const withContents: ReadonlySet<string> = new Set([
  "purchase",
  "change",
  "adjustment",
  "renew",
  "transfer",
  "setup",
  "update",
]);

/** The newest approved request that brought items and parameters. */
export function newestContents(facts: Truth["facts"]): RequestFact | undefined {
  return facts.findLast(
    (fact): fact is RequestFact =>
      isRequestFact(fact) &&
      outcomeOf(fact) === "approved" &&
      withContents.has(fact.request.type) &&
      (fact.request.items !== undefined || fact.request.parameters !== undefined),
  );
}

const inOrder = (rows: readonly unknown[]): string =>
  JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted());

/** What was removed is shown by the request that removed it only. */
function itemsOf(items: RequestFact["request"]["items"] = []): string {
  const left = items.filter(({ status }) => status !== "removed");
  return inOrder(left.map(({ id, quantity, status }) => [id, quantity, status]));
}

/** The record holds what the request brought. */
export function holdsContents(snapshot: Snapshot, fact: RequestFact): boolean {
  const { items, parameters } = snapshot.context;
  const brought = fact.request;
  return (
    (brought.items === undefined || itemsOf(brought.items) === itemsOf(items)) &&
    (brought.parameters === undefined ||
      inOrder(Object.entries(brought.parameters)) === inOrder(Object.entries(parameters)))
  );
}

/** The record has heard of the request, or holds what it brought. */
export function contentsKnown(snapshot: Snapshot, fact: RequestFact): boolean {
  return endedOf(snapshot.context, fact) !== undefined || holdsContents(snapshot, fact);
}

/** Of a subscription that has ended no further request is taken in, so the platform may show more. */
function requestsAgree(snapshot: Snapshot, facts: Truth["facts"]): boolean {
  const held = heldOpen(snapshot);
  const shown = shownOpen(facts);
  return (
    [...held].every(([id, shownAs]) => shown.get(id) === shownAs) &&
    (held.size === shown.size || hasEnded(snapshot))
  );
}

function settingsAgree({ context }: Snapshot, facts: Truth["facts"]): boolean {
  return facts.every((fact) => {
    if (fact.type === "renewal.changed") return fact.renewal === context.renewal;
    if (fact.type !== "capabilities.changed") return true;
    return JSON.stringify(fact.capabilities) === JSON.stringify(context.capabilities);
  });
}

/**
 * The record says what the platform shows: the same status, the same open requests in the same statuses,
 * the same settings, and nothing that the newest approved request brought is missing. How far answering a
 * request has come is the record's own matter.
 */
export function agrees(snapshot: Snapshot, status: string, facts: Truth["facts"]): boolean {
  const newest = newestContents(facts);
  return (
    lifecycleOf(snapshot) === status &&
    requestsAgree(snapshot, facts) &&
    settingsAgree(snapshot, facts) &&
    (newest === undefined || hasEnded(snapshot) || contentsKnown(snapshot, newest))
  );
}
