import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect, RequestFact } from "@tenure/machine";

import { contentsShown } from "../reading/contents-events.ts";
import type { Look } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { carryOut, madeAgainFrom, notShown } from "./carry-out.ts";
import { changeOrderOf } from "./order.ts";
import { refused } from "./outcome.ts";
import { reasonOf } from "./problem.ts";
import { doneAndSeen } from "./report.ts";
import { scheduleCancel } from "./schedule-request.ts";
import { type Step, stepsLeft } from "./steps.ts";

type ApproveRequest = Extract<AdapterEffect, { type: "approveRequest" }>;

/** A change as it is read back. */
export function changeApproved(call: EffectCall, requestId: string, look: Look): RequestFact {
  const { items, parameters } = contentsShown(look.subscription, call.snapshot);
  return {
    type: "request.approved",
    request: {
      id: requestId,
      type: "change",
      items: [...items],
      parameters,
      updatedAt: look.seenAt,
    },
  };
}

/**
 * Makes the second call of a change where there is one, then reads the subscription back and compares: only
 * what the platform shows is told as approved. What it does not show is looked at again, and held as stuck in
 * the end.
 */
export async function approveRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: ApproveRequest,
): Promise<EffectOutcome> {
  const { request } = call.snapshot.context;
  if (request?.type === "cancel") return scheduleCancel(bindings, call, requestId);
  const order = request?.type === "change" ? changeOrderOf(request.order ?? {}) : undefined;
  if (order === undefined) {
    return refused("not_on_this_platform", "cleverbridge has no call for what the request asks");
  }
  const isWanted = ({ type }: Step): boolean =>
    type === "moveBilling" || (type !== "add" && call.attempt >= madeAgainFrom);
  const carried = await carryOut(bindings, call, order, isWanted);
  if (carried.type === "over") return carried.outcome;
  const { look } = carried;
  if (carried.type === "stopped") {
    return doneAndSeen(bindings, call, look, {
      type: "request.failed",
      request: {
        id: requestId,
        type: "change",
        reason: reasonOf(carried.problem),
        updatedAt: look.seenAt,
      },
    });
  }
  const before = call.snapshot.context.items;
  const left = stepsLeft({ order, subscription: look.subscription, before });
  if (left.length > 0) return notShown.outcome;
  return doneAndSeen(bindings, call, look, changeApproved(call, requestId, look));
}
