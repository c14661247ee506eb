import type { EffectOutcome, Logger } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import { requestFactOf } from "../request-fact.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";

/** No repetition can help. */
export function refused(code: string, message: string): EffectOutcome {
  return { type: "refused", error: { code, message } };
}

/** The effect is settled with what the platform shows of the request. */
export function doneWith(request: FulfillmentRequest): EffectOutcome {
  const fact = requestFactOf(request);
  if (fact !== null) return { type: "done", events: [fact] };
  return {
    type: "retry",
    blame: "effect",
    error: {
      code: "unknown_status",
      message: `${request.id} has the status "${request.status}", which this release does not know`,
    },
  };
}

/**
 * The platform knows the key and does not let it do what a command asked for, as it lets a vendor's open only
 * some requests on most connections. Undefined for any other error. Tried again, it would never be done, and
 * count toward the circuit breaker that holds all other work of the platform.
 */
export function refusedAsForbidden(error: unknown): EffectOutcome | undefined {
  if (!(error instanceof ConnectError) || error.status !== 403) return undefined;
  return refused(error.errorCode ?? error.kind, error.message);
}

/** What an error of the client means for an effect. Anything else is thrown on: it is a defect. */
export function outcomeOf(error: unknown, logger: Logger): EffectOutcome {
  if (!(error instanceof ConnectError)) throw error;
  const code = error.errorCode ?? error.kind;
  const { message } = error;
  switch (error.kind) {
    case "refused":
    case "conflict":
    case "not_found":
      return refused(code, message);
    case "unauthorized":
      logger.error(
        { status: error.status, error: message },
        "Connect does not accept the API key for this call: check the key and what it may do",
      );
      break;
    case "unreachable":
    case "throttled":
    case "server":
    case "rubbish":
      break;
  }
  return {
    type: "retry",
    blame: "platform",
    error: { code, message },
    ...(error.retryAfterMilliseconds === undefined ? {} : { after: error.retryAfterMilliseconds }),
  };
}
