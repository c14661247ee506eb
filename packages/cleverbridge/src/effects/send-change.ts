import type { EffectCall, EffectOutcome } from "@tenure/engine";

import { CleverbridgeError } from "../client/cleverbridge-error.ts";
import { lookSteadily } from "../reading/look.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import type { Bindings } from "./bindings.ts";
import { lookAgain, outcomeOf } from "./outcome.ts";
import type { Problem } from "./problem.ts";

/** A call that changes something, and how it shows that it did. */
export interface Change {
  readonly operation: string;
  readonly requestId: string | undefined;
  send(): Promise<void>;
  isDone(subscription: CleverbridgeSubscription): boolean;
}

/** What came of a call: it was carried out, it was refused, or the attempt is over. */
export type Sent =
  | { readonly type: "sent" }
  | { readonly type: "refused"; readonly problem: Problem }
  | { readonly type: "over"; readonly outcome: EffectOutcome };

/**
 * Before this attempt, the refusal of a call that may have been carried out before is not believed: the
 * platform may have refused what is done, and shown what was before.
 */
const refusalBelievedFrom = 4;
const doubtMilliseconds = 5000;

const refusals: ReadonlySet<string> = new Set(["refused", "invalid", "not_found"]);

async function afterTrouble(
  bindings: Bindings,
  call: EffectCall,
  change: Change,
  error: unknown,
): Promise<Sent> {
  if (!(error instanceof CleverbridgeError)) throw error;
  const isRefusal = refusals.has(error.kind);
  if (!isRefusal && !error.mayHaveHappened) {
    return { type: "over", outcome: outcomeOf(error, bindings.logger) };
  }
  try {
    const { subscription } = await lookSteadily(bindings, call.key, call.signal);
    if (change.isDone(subscription)) return { type: "sent" };
  } catch (second) {
    return { type: "over", outcome: outcomeOf(isRefusal ? second : error, bindings.logger) };
  }
  if (!isRefusal) return { type: "over", outcome: outcomeOf(error, bindings.logger) };
  if (call.uncertain && call.attempt < refusalBelievedFrom) {
    const outcome = lookAgain("refusal_in_doubt", error.message, doubtMilliseconds);
    return { type: "over", outcome };
  }
  const message = error.resultMessage ?? error.message;
  return { type: "refused", problem: { code: "platform_refused", message } };
}

/**
 * Makes a call that changes something, once. When its answer is lost, or it is refused, the subscription is
 * looked at: if it shows what the call was to bring, it was carried out.
 */
export async function sendChange(
  bindings: Bindings,
  call: EffectCall,
  change: Change,
): Promise<Sent> {
  const { operation, requestId } = change;
  try {
    bindings.logger.info(
      { subscription: call.key, requestId, operation, effectId: call.effectId },
      "cleverbridge is told to change a subscription",
    );
    await change.send();
    return { type: "sent" };
  } catch (error) {
    return afterTrouble(bindings, call, change, error);
  }
}
