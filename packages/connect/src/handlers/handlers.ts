import type { RequestType } from "@tenure/machine";

import type { HandlerAnswer } from "./handler-answer.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Handling } from "./handling.ts";

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

/**
 * The vendor's handlers. Each of the eight request types needs one, or `hold`, which leaves its requests to
 * a person; `otherwise` stands for the types that are not named. Types whose capability is off count as
 * well, because a capability may be switched on at any time.
 *
 * A type that is none of the eight is held as unsupported and never given to `otherwise`. Without
 * `revocation`, revocations are confirmed as they come.
 */
export type Handlers = Handling<RequestType, Handler> & {
  readonly revocation?: RevocationHandler | undefined;
};
