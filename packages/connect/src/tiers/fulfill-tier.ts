import type { EffectCall, EffectOutcome } from "@tenure/engine";
import {
  type AdapterEffect,
  heldText,
  isTierRequestType,
  unsupportedTypeText,
} from "@tenure/machine";

import { askHandler } from "../effects/ask-handler.ts";
import { outcomeOf, refused } from "../effects/outcome.ts";
import { postMessage } from "../effects/post-message.ts";
import { answerEventOf } from "../handlers/answer-event.ts";
import { hold } from "../handlers/hold.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { openSecondLevel } from "./second-level.ts";
import { problemForTier } from "./tier-answer.ts";
import type { TierBindings } from "./tier-bindings.ts";
import { tierHandlerCallOf } from "./tier-handler-call.ts";
import type { TierHandler } from "./tier-handlers.ts";
import { doneWithTier } from "./tier-outcome.ts";

type FulfillRequest = Extract<AdapterEffect, { type: "fulfillRequest" }>;

/** How long a first level's request waits before it is looked at again, in milliseconds. */
const secondLevelPause = 5000;

function invalidAnswer(type: string, problem: string): EffectOutcome {
  return refused(
    "invalid_answer",
    `the tier ${type} handler has to answer approve(), reject(), inquire() or postpone(): ${problem}`,
  );
}

/** Posts what the handler wants said about the request, if anything. */
async function sayIn(
  { conversations, logger }: TierBindings,
  { signal }: EffectCall,
  { id: requestId, configuration }: TierConfigRequest,
  text: string | undefined,
): Promise<EffectOutcome | undefined> {
  if (text === undefined) return undefined;
  const vendorId = configuration.connection?.vendor?.id ?? undefined;
  return postMessage({ conversations, logger }, { requestId, text, vendorId, signal });
}

async function ask(
  bindings: TierBindings,
  call: EffectCall,
  effect: FulfillRequest,
  handler: TierHandler,
  request: TierConfigRequest,
): Promise<EffectOutcome> {
  const { logger } = bindings;
  const handlerCall = tierHandlerCallOf(request, call, effect.occasion, logger);
  const question = {
    name: `tier ${request.type}`,
    about: { tierConfiguration: call.key, requestId: request.id },
    ask: () => handler(handlerCall),
  };
  const asked = await askHandler(question, call, logger);
  if (asked.type === "none") return asked.outcome;
  if (asked.type === "silent") return invalidAnswer(request.type, "it answered nothing");
  const { answer } = asked;
  const problem = problemForTier(answer);
  if (problem !== undefined) return invalidAnswer(request.type, problem);
  const postponed = await sayIn(bindings, call, request, answer.message);
  return postponed ?? { type: "done", events: [answerEventOf(request.id, answer)] };
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
    const handler = isTierRequestType(type) ? handlers.get(type) : undefined;
    if (handler === undefined) {
      return refused("unsupported_request_type", `${type} ${request.id}: ${unsupportedTypeText}`);
    }
    if (handler === hold) return refused("held", `${type} ${request.id}: ${heldText}`);
    const above = await openSecondLevel(calls, request, signal);
    if (above === undefined) return await ask(bindings, call, effect, handler, request);
    const message = `${request.id} waits for the second level, ${above}`;
    const error = { code: "waits_for_second_level", message };
    return { type: "retry", blame: "nobody", error, after: secondLevelPause };
  } catch (error) {
    return outcomeOf(error, logger);
  }
}
