import type { EffectCall, EffectOutcome } from "@tenure/engine";

import type { Bindings } from "./bindings.ts";
import { cancel, isToBeSent, plannedDateOf } from "./cancel.ts";
import { madeAgainFrom, notShown } from "./carry-out.ts";
import { reasonOf } from "./problem.ts";
import { doneAndSeen } from "./report.ts";

/**
 * Reads a cancel back: only what the platform shows is told as scheduled, for the date of the next billing as
 * it is shown. What it does not show is looked at again, and held as stuck in the end.
 */
export async function scheduleCancel(
  bindings: Bindings,
  call: EffectCall,
  requestId: string,
): Promise<EffectOutcome> {
  const mayCall = isToBeSent(call) && call.attempt >= madeAgainFrom;
  const canceled = await cancel(bindings, call, { mayCall });
  if (canceled.type === "over") return canceled.outcome;
  const { look } = canceled;
  const request = { id: requestId, type: "cancel", updatedAt: look.seenAt };
  if (canceled.type === "stopped") {
    if (canceled.problem.code === "not_shown") return notShown.outcome;
    const reason = reasonOf(canceled.problem);
    return doneAndSeen(bindings, call, look, {
      type: "request.failed",
      request: { ...request, reason },
    });
  }
  if (canceled.type === "sent") return notShown.outcome;
  const plannedDate = plannedDateOf(bindings, look.subscription);
  return doneAndSeen(bindings, call, look, {
    type: "request.scheduled",
    request: { ...request, plannedDate },
  });
}
