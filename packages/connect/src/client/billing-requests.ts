import { type BillingRequest, billingRequestSchema } from "../wire/billing-request.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** A billing request to open; in the form the platform's own bridge sends. */
export interface NewBillingRequest {
  readonly type: "vendor" | "provider";
  readonly asset: { readonly id: string };
  /** ISO 8601. */
  readonly period: { readonly from: string; readonly to: string };
}

/** Billing requests. A subscription has them only while it is active. */
export interface BillingRequestCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<BillingRequest>>;
  create(body: NewBillingRequest, options?: CallOptions): Promise<BillingRequest>;
}

/** The calls on billing requests. */
export function billingRequestCallsOf(caller: Caller): BillingRequestCalls {
  const path = "/subscriptions/requests";
  return {
    list: (options) => pagesOf(caller, path, billingRequestSchema, options),
    create: (body, { signal } = {}) =>
      caller.json({ method: "POST", path, body, signal }, billingRequestSchema),
  };
}
