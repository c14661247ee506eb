import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { type AdapterEffect, requestStateOf, type SubscriptionEvent } from "@tenure/machine";

import { type Look, lookSteadily } from "../reading/look.ts";
import { changeApproved } from "./approve-request.ts";
import type { Bindings } from "./bindings.ts";
import { isCanceledBy, plannedDateOf } from "./cancel.ts";
import { changeOrderOf } from "./order.ts";
import { done, outcomeOf } from "./outcome.ts";
import { after, alsoSeen, doneAndSeen } from "./report.ts";
import { stepsLeft } from "./steps.ts";
import { isWithdrawnFrom } from "./withdraw.ts";

type ReadRequest = Extract<AdapterEffect, { type: "readRequest" }>;

const byHand = "settled_by_hand: the platform does not show it";

/** What the platform says of a request that is held as stuck and was given up by an operator. */
function settledByHand(
  bindings: Bindings,
  call: EffectCall,
  look: Look,
): SubscriptionEvent | undefined {
  const { snapshot } = call;
  const { request } = snapshot.context;
  if (request === null) return undefined;
  const { subscription, seenAt } = look;
  const { id, type, shownAs } = request;
  const ended = { id, type, updatedAt: seenAt };
  if (type === "change") {
    const order = changeOrderOf(request.order ?? {});
    const before = snapshot.context.items;
    const isDone = order !== undefined && stepsLeft({ order, subscription, before }).length === 0;
    if (isDone) return changeApproved(call, id, look);
    return { type: "request.failed", request: { ...ended, reason: byHand } };
  }
  if (type !== "cancel") return undefined;
  if (shownAs === "revoking") {
    return isWithdrawnFrom(snapshot)(subscription)
      ? { type: "request.revoked", request: ended }
      : undefined;
  }
  if (!isCanceledBy(snapshot)(subscription)) {
    return { type: "request.failed", request: { ...ended, reason: byHand } };
  }
  const plannedDate = plannedDateOf(bindings, subscription);
  return { type: "request.scheduled", request: { ...ended, plannedDate } };
}

/**
 * Looks at the platform and tells what it shows: a cancel that has come due has ended the subscription, or
 * waits for a later date. A request that an operator has given up ends as the platform shows it.
 */
export async function readRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: ReadRequest,
): Promise<EffectOutcome> {
  try {
    const look = await lookSteadily(bindings, call.key, call.signal);
    const seen = alsoSeen(bindings, call.snapshot, look);
    const record = after(call.snapshot, seen);
    const isStuck = requestStateOf(record) === "stuck" && record.context.request?.id === requestId;
    const settled = isStuck ? settledByHand(bindings, call, look) : undefined;
    if (settled !== undefined) return doneAndSeen(bindings, call, look, settled);
    if (isStuck) {
      bindings.logger.warn(
        { subscription: call.key, requestId },
        "the request stays stuck: the platform shows neither its end nor what was before",
      );
    }
    return done(...seen);
  } catch (error) {
    return outcomeOf(error, bindings.logger);
  }
}
