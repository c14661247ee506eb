import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { approveRequest } from "./approve-request.ts";
import type { Bindings } from "./bindings.ts";
import { confirmRevocation } from "./confirm-revocation.ts";
import { createRequest } from "./create-request.ts";
import { failRequest } from "./fail-request.ts";
import { fulfillRequest } from "./fulfill-request.ts";
import { refused } from "./outcome.ts";
import { readRequest } from "./read-request.ts";
import { revokeRequest } from "./revoke-request.ts";
import { scheduleCancel } from "./schedule-request.ts";
import { switchRenewal } from "./switch-renewal.ts";

/** Makes one attempt at an effect. */
export async function perform(bindings: Bindings, call: EffectCall): Promise<EffectOutcome> {
  const { effect } = call;
  switch (effect.type) {
    case "createRequest":
      return createRequest(bindings, call, effect);
    case "fulfillRequest":
      return fulfillRequest(bindings, call, effect);
    case "approveRequest":
      return approveRequest(bindings, call, effect);
    case "failRequest":
      return failRequest(bindings, call, effect);
    case "scheduleRequest":
      return scheduleCancel(bindings, call, effect.requestId);
    case "confirmRevocation":
      return confirmRevocation(bindings, call, effect);
    case "readRequest":
      return readRequest(bindings, call, effect);
    case "revokeRequest":
      return revokeRequest(bindings, call, effect);
    case "switchRenewal":
      return switchRenewal(bindings, call, effect);
    case "inquireRequest":
      return refused("not_on_this_platform", "cleverbridge asks the customer nothing");
    case "createBillingRequest":
      return refused("not_on_this_platform", "cleverbridge bills by itself");
  }
}
