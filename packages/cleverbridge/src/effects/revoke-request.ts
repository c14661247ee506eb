import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { lookSteadily } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { notShown } from "./carry-out.ts";
import { done, outcomeOf, refused } from "./outcome.ts";
import { after, alsoSeen } from "./report.ts";
import { isWithdrawnFrom, problemOfWithdrawal, sendWithdrawal } from "./withdraw.ts";

type RevokeRequest = Extract<AdapterEffect, { type: "revokeRequest" }>;

/** A subscription may have to be reinstated first, and its renewal turned on then. */
const callsAtMost = 2;

/**
 * Takes a cancel back on the platform; the record then waits for the platform to show it. A cancel that has
 * come due meanwhile has ended the subscription.
 */
export async function revokeRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: RevokeRequest,
): Promise<EffectOutcome> {
  const { snapshot } = call;
  try {
    // oxlint-disable no-await-in-loop -- one call after the other, and a look before each
    for (let calls = 0; calls <= callsAtMost; calls += 1) {
      const look = await lookSteadily(bindings, call.key, call.signal);
      const { subscription, seenAt } = look;
      if (isWithdrawnFrom(snapshot)(subscription)) {
        const request = { id: requestId, type: "cancel", updatedAt: seenAt };
        return done({ type: "request.revoking", request });
      }
      const seen = alsoSeen(bindings, snapshot, look);
      if (after(snapshot, seen).context.request?.id !== requestId) return done(...seen);
      const problem = problemOfWithdrawal(subscription, snapshot);
      if (problem !== undefined) return refused(problem.code, problem.message);
      const sent = await sendWithdrawal(bindings, call, requestId, subscription);
      if (sent.type === "over") return sent.outcome;
      if (sent.type === "refused") return refused(sent.problem.code, sent.problem.message);
    }
    // oxlint-enable no-await-in-loop
    return notShown.outcome;
  } catch (error) {
    return outcomeOf(error, bindings.logger);
  }
}
