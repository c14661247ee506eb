import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { type AdapterEffect, type Answer, isRequestType } from "@tenure/machine";

import type { ReadHandlerAnswer } from "../handlers/handler-answer.ts";
import { handlerCallOf } from "../handlers/handler-call.ts";
import { askHandler, invalidAnswer } from "./ask-handler.ts";
import type { Bindings } from "./bindings.ts";
import { doneWith, outcomeOf, refused } from "./outcome.ts";

type FulfillRequest = Extract<AdapterEffect, { type: "fulfillRequest" }>;

/** A handler's answer as the event the machine takes it in by. */
function answerEventOf(requestId: string, answer: ReadHandlerAnswer): Answer {
  const about = { requestId, by: "handler" as const };
  switch (answer.type) {
    case "approve":
      return {
        type: "answer.approve",
        ...about,
        parameters: answer.parameters ?? {},
        ...(answer.template === undefined ? {} : { template: answer.template }),
        ...(answer.tile === undefined ? {} : { tile: answer.tile }),
        ...(answer.effectiveDate === undefined ? {} : { effectiveDate: answer.effectiveDate }),
      };
    case "reject":
      return { type: "answer.reject", ...about, reason: answer.reason };
    case "inquire":
      return {
        type: "answer.inquire",
        ...about,
        parameters: answer.parameters,
        ...(answer.template === undefined ? {} : { template: answer.template }),
      };
    case "schedule":
      return { type: "answer.schedule", ...about, plannedDate: answer.plannedDate };
    case "postpone":
      return { type: "answer.postpone", ...about, delay: answer.milliseconds };
  }
}

/**
 * Reads the request and calls the vendor's handler for its type. The handler is not called for a request
 * that is no longer pending: what it shows now is the outcome.
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
    const handler = isRequestType(type) ? handlers[type] : undefined;
    if (handler === undefined) {
      return refused(
        "no_handler",
        `there is no handler for requests of type ${type}: set handlers.${type} in the options of connect()`,
      );
    }
    const handlerCall = handlerCallOf(request, call, occasion, logger);
    const asked = await askHandler(type, handler, handlerCall, call, logger);
    if (asked.type === "none") return asked.outcome;
    if (asked.type === "silent") return invalidAnswer(type, "it answered nothing");
    return { type: "done", events: [answerEventOf(requestId, asked.answer)] };
  } catch (error) {
    return outcomeOf(error, logger);
  }
}
