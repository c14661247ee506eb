import { type FulfillmentRequest, fulfillmentRequestSchema } from "../wire/fulfillment-request.ts";
import { type Subscription, subscriptionSchema } from "../wire/subscription.ts";
import { type UsageAggregate, usageAggregateSchema } from "../wire/usage.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";
import type { RenderOptions } from "./render-options.ts";

/** Subscriptions. They cannot be written to: the only way to change one is a request. */
export interface AssetCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Subscription>>;
  get(id: string, options?: CallOptions): Promise<Subscription>;
  /** The subscription's requests, ended ones too. */
  requests(id: string, options?: ListOptions): AsyncIterable<ConnectPage<FulfillmentRequest>>;
  /** What the subscription shows its customer, in Markdown. */
  render(id: string, options?: RenderOptions): Promise<string>;
  /** What the subscription used, summed up by item. */
  usage(id: string, options?: ListOptions): AsyncIterable<ConnectPage<UsageAggregate>>;
}

/** The calls on subscriptions. */
export function assetCallsOf(caller: Caller): AssetCalls {
  const { list, get, one } = collectionOf(caller, "/assets", subscriptionSchema);
  return {
    list,
    get,
    requests: (id, options) =>
      pagesOf(caller, one(id, "/requests"), fulfillmentRequestSchema, options),
    render: (id, options) => caller.text({ method: "GET", path: one(id, "/render"), ...options }),
    usage: (id, options) =>
      pagesOf(caller, one(id, "/usage/aggregates"), usageAggregateSchema, options),
  };
}
