import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { refused } from "../effects/outcome.ts";
import { fulfillTier } from "./fulfill-tier.ts";
import { readTier } from "./read-tier.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { approveTier, failTier, inquireTier } from "./tier-steps.ts";

/** Makes one attempt at an effect of a tier configuration. */
export async function performTier(
  bindings: TierBindings,
  call: EffectCall,
): Promise<EffectOutcome> {
  const { effect } = call;
  switch (effect.type) {
    case "fulfillRequest":
      return fulfillTier(bindings, call, effect);
    case "approveRequest":
      return approveTier(bindings, call, effect);
    case "failRequest":
      return failTier(bindings, call, effect);
    case "inquireRequest":
      return inquireTier(bindings, call, effect);
    case "readRequest":
      return readTier(bindings, call, effect.requestId);
    case "scheduleRequest":
    case "confirmRevocation":
    case "createRequest":
    case "revokeRequest":
    case "createBillingRequest":
    case "switchRenewal":
      return refused("not_on_this_platform", `tier configurations know no ${effect.type}`);
  }
}
