import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect, RequestFact } from "@tenure/machine";

import { CleverbridgeError } from "../client/cleverbridge-error.ts";
import { lookSteadily } from "../reading/look.ts";
import { writeUtc } from "../wire/moment.ts";
import type { Bindings } from "./bindings.ts";
import { done } from "./outcome.ts";
import { doneAndSeen } from "./report.ts";

type FailRequest = Extract<AdapterEffect, { type: "failRequest" }>;

/**
 * Ends a request that cannot be carried out, with its reason, and tells what the platform shows by now: of a
 * change of several calls some may have been made. There is nothing to call.
 */
export async function failRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId, reason }: FailRequest,
): Promise<EffectOutcome> {
  const failed = (updatedAt: string): RequestFact => ({
    type: "request.failed",
    request: {
      id: requestId,
      type: call.snapshot.context.request?.type ?? "change",
      reason,
      updatedAt,
    },
  });
  try {
    const look = await lookSteadily(bindings, call.key, call.signal);
    return doneAndSeen(bindings, call, look, failed(look.seenAt));
  } catch (error) {
    if (!(error instanceof CleverbridgeError)) throw error;
    // The request ends whether or not the platform can be read; the next look brings the rest.
    return done(failed(writeUtc(bindings.clock.now())));
  }
}
