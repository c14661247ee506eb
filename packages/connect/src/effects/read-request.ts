import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { ConnectError } from "../client/connect-error.ts";
import { discardedFact, isDraftInProgress } from "../request-discarded.ts";
import type { Bindings } from "./bindings.ts";
import { doneWith, outcomeOf } from "./outcome.ts";

type ReadRequest = Extract<AdapterEffect, { type: "readRequest" }>;

/** Reads the request. A draft in progress that is gone was deleted, by the platform or its maker. */
export async function readRequest(
  bindings: Bindings,
  call: EffectCall,
  { requestId }: ReadRequest,
): Promise<EffectOutcome> {
  try {
    return doneWith(await bindings.client.requests.get(requestId, { signal: call.signal }));
  } catch (error) {
    if (!(error instanceof ConnectError) || error.kind !== "not_found") {
      return outcomeOf(error, bindings.logger);
    }
    const { request } = call.snapshot.context;
    if (request?.id === requestId && isDraftInProgress(call.snapshot)) {
      return { type: "done", events: [discardedFact(requestId, request.type)] };
    }
    bindings.logger.warn(
      { subscription: call.key, requestId },
      "the request is not on Connect any more: check that the API key still sees it",
    );
    return { type: "done", events: [] };
  }
}
