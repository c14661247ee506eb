import type { TierRequestType } from "@tenure/machine";

import type { HandlerAnswer } from "../handlers/handler-answer.ts";
import type { Handling } from "../handlers/handling.ts";
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

/**
 * The vendor's handlers. Each of the three types needs one, or `hold`, which leaves its requests to a person;
 * `otherwise` stands for the types that are not named. A type that is none of the three is held as
 * unsupported and never given to `otherwise`.
 */
export type TierHandlers = Handling<TierRequestType, TierHandler>;
