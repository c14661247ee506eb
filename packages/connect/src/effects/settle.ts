import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Bindings } from "./bindings.ts";
import { doneWith, outcomeOf } from "./outcome.ts";

/** One step a request is taken by a call to the platform. */
export interface Step {
  readonly requestId: string;
  /** The statuses the step leads out of. In any other, it has been taken already or is void. */
  readonly from: readonly string[];
  /** The step needs to know the request before it is taken. */
  readonly looksFirst: boolean;
  /**
   * Takes the step. It is given the request when it was looked at. Answering an outcome instead of a
   * request says that the step cannot be taken.
   */
  take(seen: FulfillmentRequest | undefined): Promise<FulfillmentRequest | EffectOutcome>;
}

function isLost(error: unknown): boolean {
  return error instanceof ConnectError && error.mayHaveHappened;
}

function isRefusal(error: unknown): boolean {
  return error instanceof ConnectError && ["refused", "conflict", "not_found"].includes(error.kind);
}

/**
 * Takes a step at most once. Where an earlier attempt may have taken it, the request is looked at before;
 * where the answer was lost or the platform refuses, it is looked at after. If it has left the step's
 * statuses, what it shows now is the outcome.
 */
export async function settle(
  bindings: Bindings,
  call: EffectCall,
  step: Step,
): Promise<EffectOutcome> {
  const { client, logger } = bindings;
  const look = () => client.requests.get(step.requestId, { signal: call.signal });

  async function afterTrouble(error: unknown): Promise<EffectOutcome> {
    if (isLost(error) || isRefusal(error)) {
      try {
        const seen = await look();
        if (!step.from.includes(seen.status)) return doneWith(seen);
      } catch (second) {
        // The first error says what happened, unless it only said no and the platform is now out of reach.
        return outcomeOf(isLost(error) ? error : second, logger);
      }
    }
    return outcomeOf(error, logger);
  }

  try {
    let seen: FulfillmentRequest | undefined;
    if (step.looksFirst || call.uncertain || call.attempt > 1) {
      seen = await look();
      if (!step.from.includes(seen.status)) return doneWith(seen);
    }
    const taken = await step.take(seen);
    return "status" in taken ? doneWith(taken) : taken;
  } catch (error) {
    return afterTrouble(error);
  }
}
