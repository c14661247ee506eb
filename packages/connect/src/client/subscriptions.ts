import { type BilledSubscription, billedSubscriptionSchema } from "../wire/billed-subscription.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** Subscriptions with their billing: period, next date, anniversary, billing requests so far. */
export interface SubscriptionCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<BilledSubscription>>;
  get(id: string, options?: CallOptions): Promise<BilledSubscription>;
}

/** The calls on subscriptions with their billing. */
export function subscriptionCallsOf(caller: Caller): SubscriptionCalls {
  const { list, get } = collectionOf(caller, "/subscriptions/assets", billedSubscriptionSchema);
  return { list, get };
}
