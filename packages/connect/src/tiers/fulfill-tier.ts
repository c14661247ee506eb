import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { type AdapterEffect, isTierRequestType } from "@tenure/machine";

import { outcomeOf, refused } from "../effects/outcome.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { openSecondLevel } from "./second-level.ts";
import { readTierAnswer } from "./tier-answer.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { tierHandlerCallOf } from "./tier-handler-call.ts";
import type { TierHandler } from "./tier-handlers.ts";
import { doneWithTier } from "./tier-outcome.ts";

type FulfillRequest = Extract<AdapterEffect, { type: "fulfillRequest" }>;

/** How long a first level's request waits before it is looked at again, in milliseconds. */
const secondLevelPause = 5000;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error("aborted"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** Calls the handler and reads its answer. One that does not heed the signal is left behind. */
async function ask(
  { logger }: TierBindings,
  call: EffectCall,
  effect: FulfillRequest,
  handler: TierHandler,
  request: TierConfigRequest,
): Promise<EffectOutcome> {
  const { signal, attempt, key } = call;
  const handlerCall = tierHandlerCallOf(request, call, effect.occasion, logger);
  let given: unknown;
  try {
    given = await Promise.race([(async () => handler(handlerCall))(), aborted(signal)]);
  } catch (error) {
    // Stopping is nobody's fault: it must not count toward the attempts.
    const blame = signal.aborted ? "platform" : "effect";
    const code = signal.aborted ? "aborted" : "handler_threw";
    const message = error instanceof Error ? error.message : String(error);
    logger.warn(
      { tierConfiguration: key, requestId: request.id, attempt, error: message },
      `the tier ${request.type} handler did not answer; it is called again later`,
    );
    return { type: "retry", blame, error: { code, message } };
  }
  const read = readTierAnswer(request.id, given);
  if ("event" in read) return { type: "done", events: [read.event] };
  return refused(
    "invalid_answer",
    `the tier ${request.type} handler has to answer approve(), reject(), inquire() or postpone(): ${read.problem}`,
  );
}

/**
 * Reads the request and calls the vendor's handler for its type. The handler is not called for a request
 * that is no longer pending: what it shows now is the outcome. A first level waits for its second.
 */
export async function fulfillTier(
  bindings: TierBindings,
  call: EffectCall,
  effect: FulfillRequest,
): Promise<EffectOutcome> {
  const { calls, handlers, logger } = bindings;
  const { signal } = call;
  try {
    const request = await calls.get(effect.requestId, { signal });
    if (request.status !== "pending") return doneWithTier(request);
    const { type } = request;
    const handler = isTierRequestType(type) ? handlers[type] : "held";
    if (handler === "held") {
      const message = `requests of type ${type} are held for an operator: answer ${request.id} by hand`;
      return refused("held", message);
    }
    const above = await openSecondLevel(calls, request, signal);
    if (above === undefined) return await ask(bindings, call, effect, handler, request);
    const message = `${request.id} waits for the second level, ${above}`;
    const error = { code: "waits_for_second_level", message };
    return { type: "retry", blame: "nobody", error, after: secondLevelPause };
  } catch (error) {
    return outcomeOf(error, logger);
  }
}
