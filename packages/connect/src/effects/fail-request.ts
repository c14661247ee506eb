import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { Bindings } from "./bindings.ts";
import { settle } from "./settle.ts";

type FailRequest = Extract<AdapterEffect, { type: "failRequest" }>;

/** Fails the request with its reason. The platform itself tells the customer in the conversation. */
export function failRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: FailRequest,
): Promise<EffectOutcome> {
  return settle(bindings, call, {
    requestId: effect.requestId,
    // Whether an inquiring request can be failed, the platform's sources disagree about: it is tried.
    from: ["pending", "inquiring"],
    looksFirst: false,
    take: () =>
      bindings.client.requests.fail(effect.requestId, effect.reason, { signal: call.signal }),
  });
}
