import type { EffectOutcome, Logger } from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";

import { CleverbridgeError } from "../client/cleverbridge-error.ts";

/** No repetition can help. */
export function refused(code: string, message: string): EffectOutcome {
  return { type: "refused", error: { code, message } };
}

export function done(...events: readonly SubscriptionEventInput[]): EffectOutcome {
  return { type: "done", events };
}

/** The platform does not show yet, or not any more, what it should. Counts toward the attempts. */
export function lookAgain(code: string, message: string, after: number): EffectOutcome {
  return { type: "retry", blame: "effect", error: { code, message }, after };
}

/** What an error of the client means for an effect. Anything else is thrown on: it is a defect. */
export function outcomeOf(error: unknown, logger: Logger): EffectOutcome {
  if (!(error instanceof CleverbridgeError)) throw error;
  const { kind, message, status, retryAfterMilliseconds: after } = error;
  switch (kind) {
    case "refused":
    case "invalid":
    case "not_found":
      return refused(kind, message);
    case "unauthorized":
      logger.error(
        { status, error: message },
        "cleverbridge does not accept the credentials for this call: check the user and its privileges",
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
    error: { code: kind, message },
    ...(after === undefined ? {} : { after }),
  };
}
