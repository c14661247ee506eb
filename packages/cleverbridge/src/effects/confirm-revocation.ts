import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { lookSteadily } from "../reading/look.ts";
import type { Bindings } from "./bindings.ts";
import { notShown } from "./carry-out.ts";
import { done, outcomeOf } from "./outcome.ts";
import { after, alsoSeen, doneAndSeen } from "./report.ts";
import { isWithdrawnFrom } from "./withdraw.ts";

type ConfirmRevocation = Extract<AdapterEffect, { type: "confirmRevocation" }>;

/** Reads back that a cancel is taken back: only what the platform shows is told as revoked. */
export async function confirmRevocation(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: ConfirmRevocation,
): Promise<EffectOutcome> {
  try {
    const look = await lookSteadily(bindings, call.key, call.signal);
    if (!isWithdrawnFrom(call.snapshot)(look.subscription)) {
      const seen = alsoSeen(bindings, call.snapshot, look);
      const { request } = after(call.snapshot, seen).context;
      // The term was over before: the cancel has ended the subscription.
      return request?.id === requestId ? notShown.outcome : done(...seen);
    }
    return doneAndSeen(bindings, call, look, {
      type: "request.revoked",
      request: { id: requestId, type: "cancel", updatedAt: look.seenAt },
    });
  } catch (error) {
    return outcomeOf(error, bindings.logger);
  }
}
