import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { type AdapterEffect, heldText, isRequestType, unsupportedTypeText } from "@tenure/machine";

import { answerEventOf } from "../handlers/answer-event.ts";
import { handlerCallOf } from "../handlers/handler-call.ts";
import { hold } from "../handlers/hold.ts";
import { askHandler, invalidAnswer } from "./ask-handler.ts";
import type { Bindings } from "./bindings.ts";
import { doneWith, outcomeOf, refused } from "./outcome.ts";
import { sayIn } from "./say-in.ts";

type FulfillRequest = Extract<AdapterEffect, { type: "fulfillRequest" }>;

/**
 * Reads the request and calls the vendor's handler for its type. The handler is not called for a request
 * that is no longer pending: what it shows now is the outcome. The message it wants posted is posted before
 * its answer is taken in.
 */
export async function fulfillRequest(
  bindings: Bindings,
  call: EffectCall,
  effect: FulfillRequest,
): Promise<EffectOutcome> {
  const { client, handlers, logger } = bindings;
  const { requestId, occasion } = effect;
  try {
    const request = await client.requests.get(requestId, { signal: call.signal });
    if (request.status !== "pending") return doneWith(request);
    const { type } = request;
    const handler = isRequestType(type) ? handlers.get(type) : undefined;
    if (handler === undefined) {
      return refused("unsupported_request_type", `${type} ${requestId}: ${unsupportedTypeText}`);
    }
    if (handler === hold) return refused("held", `${type} ${requestId}: ${heldText}`);
    const handlerCall = handlerCallOf(request, call, occasion, logger);
    const about = { subscription: call.key, requestId };
    const question = { name: type, about, ask: () => handler(handlerCall) };
    const asked = await askHandler(question, call, logger);
    if (asked.type === "none") return asked.outcome;
    if (asked.type === "silent") return invalidAnswer(type, "it answered nothing");
    const { answer } = asked;
    return (
      (await sayIn(bindings, call, request, answer.message)) ?? {
        type: "done",
        events: [answerEventOf(requestId, answer)],
      }
    );
  } catch (error) {
    return outcomeOf(error, logger);
  }
}
