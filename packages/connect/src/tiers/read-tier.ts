import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import { outcomeOf } from "../effects/outcome.ts";
import { discardedFact, isDraftInProgress } from "../request-discarded.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { doneWithTier } from "./tier-outcome.ts";

/** Reads the request. A draft in progress that is gone was deleted. */
export async function readTier(
  { calls, logger }: TierBindings,
  call: EffectCall,
  requestId: string,
): Promise<EffectOutcome> {
  try {
    return doneWithTier(await calls.get(requestId, { signal: call.signal }));
  } catch (error) {
    if (!(error instanceof ConnectError) || error.kind !== "not_found") {
      return outcomeOf(error, logger);
    }
    const { request } = call.snapshot.context;
    if (request?.id === requestId && isDraftInProgress(call.snapshot)) {
      return { type: "done", events: [discardedFact(requestId, request.type)] };
    }
    logger.warn(
      { tierConfiguration: call.key, requestId },
      "the tier configuration request is not on Connect any more: check that the API key still sees it",
    );
    return { type: "done", events: [] };
  }
}
