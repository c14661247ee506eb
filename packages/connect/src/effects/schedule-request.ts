import type { EffectCall, EffectOutcome } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";

import { writeMoment } from "../moment.ts";
import type { Bindings } from "./bindings.ts";
import { settle } from "./settle.ts";

type ScheduleRequest = Extract<AdapterEffect, { type: "scheduleRequest" }>;

/**
 * Puts the request off to its planned date. A date that has passed meanwhile, after a crash or an
 * outage, would be refused: the request is due, and its handler is asked again.
 */
export function scheduleRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: ScheduleRequest,
): Promise<EffectOutcome> {
  return settle(bindings, call, {
    requestId: effect.requestId,
    from: ["pending"],
    looksFirst: false,
    take: async () => {
      const { requestId, plannedDate } = effect;
      if (plannedDate <= writeMoment(bindings.clock.now())) {
        return { type: "done", events: [{ type: "timer.due", timer: "schedule", requestId }] };
      }
      const { requests } = bindings.client;
      return requests.schedule(requestId, plannedDate, { signal: call.signal });
    },
  });
}
