import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import type { Bindings } from "./bindings.ts";
import { refusedAsForbidden } from "./outcome.ts";
import { settle } from "./settle.ts";

type RevokeRequest = Extract<AdapterEffect, { type: "revokeRequest" }>;

/** Asks the platform to take a scheduled request back. */
export function revokeRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: RevokeRequest,
): Promise<EffectOutcome> {
  return settle(bindings, call, {
    requestId: effect.requestId,
    from: ["scheduled"],
    looksFirst: false,
    async take() {
      const { requests } = bindings.client;
      try {
        return await requests.revoke(effect.requestId, effect.reason, { signal: call.signal });
      } catch (error) {
        const refusal = refusedAsForbidden(error);
        if (refusal !== undefined) return refusal;
        throw error;
      }
    },
  });
}
