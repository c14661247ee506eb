import type { AdapterEffect, Snapshot } from "@tenure/machine";

import { momentOf } from "../moment.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { isMarked } from "./parameter-changes.ts";

type InquireRequest = Extract<AdapterEffect, { type: "inquireRequest" }>;

const isYes = (answered: unknown): boolean =>
  typeof answered === "string" ? answered.toLowerCase() === "true" : answered === true;

/** The platform shows a later state of the request than the record held when it asked. */
function isNewer(request: FulfillmentRequest, { context }: Snapshot): boolean {
  const known = context.request?.id === request.id ? context.request.updatedAt : undefined;
  const updated = momentOf(request.updated);
  return known === undefined || updated === undefined || updated > known;
}

/**
 * The pending request was asked about and answered since the record last heard of it. The customer's form takes
 * away the message of what it corrects and says that it answered; that alone would also be so after an earlier
 * question, so the request must have changed since.
 *
 * When in doubt between two questions of one request it says yes: the handler is then called once more, which
 * asks anew if it has to. The customer would be troubled by the other mistake.
 */
export function customerAnswered(
  request: FulfillmentRequest,
  { parameters }: InquireRequest,
  snapshot: Snapshot,
): boolean {
  const isStillMarked = Object.entries(parameters).every(([id, message]) =>
    isMarked(request.asset.params, id, message),
  );
  return isYes(request.answered) && !isStillMarked && isNewer(request, snapshot);
}
