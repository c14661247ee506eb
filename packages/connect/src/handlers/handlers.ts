import type { RequestType } from "@tenure/machine";

import type { HandlerAnswer } from "./handler-answer.ts";
import type { HandlerCall } from "./handler-call.ts";

/**
 * Does what a request asks for at the vendor, and answers. It may be called more than once for one
 * request (after a crash, a postponement, an answered question), always with the same
 * `idempotencyKey`: hand that on to the vendor's own API.
 *
 * A throw is retried, and counts toward the attempts after which the request is held for an operator.
 */
export type Handler = (call: HandlerCall) => Promise<HandlerAnswer> | HandlerAnswer;

/**
 * Takes back what was prepared for a scheduled request that is being revoked. Answering nothing, or
 * `approve()`, confirms the revocation; `postpone()` delays it. It cannot be rejected: the platform
 * knows no way back.
 */
export type RevocationHandler = (
  call: HandlerCall,
  // oxlint-disable-next-line typescript/no-invalid-void-type -- a handler without a return statement is meant
) => Promise<HandlerAnswer | undefined | void> | HandlerAnswer | undefined | void;

/** The vendor's handlers, one per request type. A type without one is held for an operator. */
export type Handlers = { readonly [Type in RequestType]?: Handler | undefined } & {
  readonly revocation?: RevocationHandler | undefined;
};
