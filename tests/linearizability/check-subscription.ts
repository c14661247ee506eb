import { checkLinearizable, type Linearizability } from "./check-linearizable.ts";
import type { Operation } from "./operation.ts";
import { settleOpen } from "./settle-open.ts";
import {
  subscriptionModel,
  type SubscriptionOperation,
  type SubscriptionResponse,
} from "./subscription-model.ts";

/**
 * Whether the recorded operations of one subscription are linearizable: as if each had been decided at
 * one moment between its invocation and its response, by the machine, on a version that rises by one
 * with each entry of the history, and once under each idempotency key.
 *
 * The history must hold every event the subscription was sent, those of its effects and timers too: one
 * that nobody recorded goes in as an operation without a response. Such operations make the check
 * harder, unless their keys tell of them: send again under its key, at the end, what is still open.
 *
 * @throws RangeError when the history is too entangled
 */
export function checkSubscription(
  key: string,
  history: readonly Operation<SubscriptionOperation, SubscriptionResponse>[],
): Linearizability<SubscriptionOperation, SubscriptionResponse> {
  return checkLinearizable(subscriptionModel(key), settleOpen(history));
}
