import type { EffectOutcome } from "@tenure/engine";

import type { TierConfigRequest } from "../wire/tier-config.ts";
import { tierFactOf } from "./tier-fact.ts";

/** The effect is settled with what the platform shows of the request. */
export function doneWithTier(request: TierConfigRequest): EffectOutcome {
  const fact = tierFactOf(request);
  if (fact !== null) return { type: "done", events: [fact] };
  return {
    type: "retry",
    blame: "effect",
    error: {
      code: "unknown_status",
      message: `${request.id} has the status "${request.status}", which this release does not know`,
    },
  };
}
