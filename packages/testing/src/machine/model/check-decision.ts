import { isDeepStrictEqual } from "node:util";

import type { Snapshot } from "@tenure/machine";

import { decisionWords } from "../words/decision-words.ts";
import { checkInvariants } from "./invariants.ts";
import type { ReferenceModel } from "./reference-model.ts";
import type { Open } from "./request-reference.ts";
import type { Taken } from "./taken.ts";

/** What the machine holds besides its state, as far as the reference holds it too. */
function heldBy({ value, context }: Snapshot): object {
  const { items, parameters, renewal, request, ordered, waiting, ended, latestEndAt } = context;
  return {
    items: items.map((item) => [item.id, item.status]),
    parameters,
    renewal,
    request: request && {
      id: request.id,
      type: request.type,
      shown: request.shownAs,
      isOrdered: request.order !== undefined,
    },
    isOrdering: ordered !== null,
    canceledFrom: value.lifecycle === "terminating" ? (context.canceledFrom ?? "active") : null,
    waiting: waiting.map((one) => [one.request.id, `request.${one.shownAs}`]),
    ended: ended.map(({ id, outcome }) => [id, outcome]),
    latestEnd: latestEndAt ?? "",
  };
}

const inProgress = ({ id, type, shown, isOrdered }: Open): object => ({
  id,
  type,
  shown,
  isOrdered,
});

function expectedOf(reference: ReferenceModel): object {
  const { open, status, canceledFrom } = reference;
  return {
    items: [...reference.items],
    parameters: reference.parameters,
    renewal: reference.renewal,
    request: open === undefined ? null : inProgress(open),
    isOrdering: reference.isOrdering,
    canceledFrom: status === "terminating" ? canceledFrom : null,
    waiting: reference.waiting.map(({ type, request }) => [request.id, type]),
    ended: [...reference.ended],
    latestEnd: reference.latestEnd,
  };
}

/**
 * Lets the reference model say what has to become of an event, and holds the decision against it: status, request
 * state, verdict, effects by their types in order, and what is held besides. Checks every invariant as well. The
 * model takes the event in.
 *
 * @throws Error where they differ
 */
export function checkDecision(reference: ReferenceModel, taken: Taken): void {
  const { verdict, effects } = reference.apply(taken.event);
  const { status, requestState } = reference;
  const expected = `${status} / ${requestState}: ${verdict} [${effects.join(" ")}]`;
  const actual = decisionWords(taken.decision);
  if (expected !== actual) throw new Error(`expected ${expected}, got ${actual}`);
  const [held, wanted] = [heldBy(taken.decision.snapshot), expectedOf(reference)];
  if (!isDeepStrictEqual(held, wanted)) {
    throw new Error(`expected to hold ${JSON.stringify(wanted)}, got ${JSON.stringify(held)}`);
  }
  checkInvariants(taken);
}
