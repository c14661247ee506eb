import { TenureError } from "@tenure/engine";
import { tierRequestTypes, type TierRequestType } from "@tenure/machine";

import type { HandlerAnswer } from "../handlers/handler-answer.ts";
import type { TierHandlerCall } from "./tier-handler-call.ts";

/**
 * Does what a tier configuration request asks for at the vendor, and answers: `approve()`, `reject()`,
 * `inquire()` or `postpone()`. It cannot be scheduled, has no tile, and is inquired without a template: such
 * an answer holds the request for an operator. It may be called more than once for one request, always
 * with the same `idempotencyKey`: hand that on to the vendor's own API.
 *
 * A throw is retried, and counts toward the attempts after which the request is held for an operator.
 */
export type TierHandler = (call: TierHandlerCall) => Promise<HandlerAnswer> | HandlerAnswer;

/** The vendor's handlers, one per type. `"held"`: requests of the type wait for an operator's answer. */
export type TierHandlers = {
  readonly [Type in TierRequestType]: TierHandler | "held";
};

/** @throws TenureError `options_invalid` naming the types nobody handles. */
export function checkTierHandlers(handlers: TierHandlers): TierHandlers {
  // Options may come from where nobody checks types.
  const given: Partial<Record<string, unknown>> = handlers;
  const missing = tierRequestTypes.filter(
    (type) => typeof given[type] !== "function" && given[type] !== "held",
  );
  if (missing.length === 0) return handlers;
  throw new TenureError(
    "options_invalid",
    `There is no handler for tier configuration requests of type ${missing.join(", ")}. ` +
      'Set handlers for them, or "held" where a person answers.',
  );
}
