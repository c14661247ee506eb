import type { RequestFact } from "../events.ts";
import { endedOf, isRequestFact, outcomeOf } from "../facts.ts";
import { hasEnded } from "../known.ts";
import type { Snapshot } from "../snapshot.ts";
import { lifecycleOf } from "../view.ts";
import { heldOpen, shownOpen, type Truth } from "./truth.ts";

type Part = "items" | "parameters";

/** The types that bring each part when they are approved. An adjustment brings no items (decision D17). */
const bringers: Readonly<Record<Part, ReadonlySet<string>>> = {
  items: new Set(["purchase", "change", "renew", "transfer", "setup", "update"]),
  parameters: new Set(["purchase", "change", "adjustment", "renew", "transfer", "setup", "update"]),
};

/** A part of a subscription, and the newest approved request that brought it. */
interface Brought {
  readonly part: Part;
  readonly fact: RequestFact;
}

/** What approved requests brought last, by part. */
export function newestContents(facts: Truth["facts"]): readonly Brought[] {
  return (["items", "parameters"] as const).flatMap((part) => {
    const fact = facts.findLast(
      (one): one is RequestFact =>
        isRequestFact(one) &&
        outcomeOf(one) === "approved" &&
        bringers[part].has(one.request.type) &&
        one.request[part] !== undefined,
    );
    return fact === undefined ? [] : [{ part, fact }];
  });
}

const inOrder = (rows: readonly unknown[]): string =>
  JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted());

/** What was removed is shown by the request that removed it only. */
function itemsOf(items: RequestFact["request"]["items"] = []): string {
  const left = items.filter(({ status }) => status !== "removed");
  return inOrder(left.map(({ id, quantity, status }) => [id, quantity, status]));
}

const parametersOf = (parameters: RequestFact["request"]["parameters"] = {}): string =>
  inOrder(Object.entries(parameters));

/** The record holds what was brought. */
export function holdsContents(
  { context }: Snapshot,
  { part, fact: { request } }: Brought,
): boolean {
  return part === "items"
    ? itemsOf(request.items) === itemsOf(context.items)
    : parametersOf(request.parameters) === parametersOf(context.parameters);
}

/** The record has heard of the request, or holds what it brought. */
export function contentsKnown(snapshot: Snapshot, brought: Brought): boolean {
  return endedOf(snapshot.context, brought.fact) !== undefined || holdsContents(snapshot, brought);
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
    return (
      JSON.stringify(fact.capabilities) === JSON.stringify(context.capabilities) &&
      (fact.product ?? context.product) === context.product
    );
  });
}

/**
 * The record says what the platform shows: the same status, the same open requests in the same statuses,
 * the same settings, and nothing that the newest approved request brought is missing. How far answering a
 * request has come is the record's own matter.
 */
export function agrees(snapshot: Snapshot, status: string, facts: Truth["facts"]): boolean {
  return (
    lifecycleOf(snapshot) === status &&
    requestsAgree(snapshot, facts) &&
    settingsAgree(snapshot, facts) &&
    (hasEnded(snapshot) ||
      newestContents(facts).every((brought) => contentsKnown(snapshot, brought)))
  );
}
