import { type FulfillmentRequest, fulfillmentRequestSchema } from "../wire/fulfillment-request.ts";
import { type Subscription, subscriptionSchema } from "../wire/subscription.ts";
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** Subscriptions. They cannot be written to: the only way to change one is a request. */
export interface AssetCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Subscription>>;
  get(id: string, options?: CallOptions): Promise<Subscription>;
  /** The subscription's requests, ended ones too. */
  requests(id: string, options?: ListOptions): AsyncIterable<ConnectPage<FulfillmentRequest>>;
}

/** The calls on subscriptions. */
export function assetCallsOf(caller: Caller): AssetCalls {
  return {
    list: (options) => pagesOf(caller, "/assets", subscriptionSchema, options),
    get: (id, { signal } = {}) =>
      caller.json({ method: "GET", path: `/assets/${segment(id)}`, signal }, subscriptionSchema),
    requests: (id, options) =>
      pagesOf(caller, `/assets/${segment(id)}/requests`, fulfillmentRequestSchema, options),
  };
}
