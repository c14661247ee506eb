import {
  type BillingAttributes,
  billingAttributesSchema,
  type BillingRequest,
  billingRequestSchema,
} from "../wire/billing-request.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** A billing request to open, as the platform's specification has it. Periods are ISO 8601. */
export interface FlatBillingRequest {
  readonly type: "vendor" | "provider";
  /** The subscription; one of the two. */
  readonly asset_id?: string;
  readonly asset_external_uid?: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly period_from: string;
  readonly period_to: string;
  readonly period_delta: number;
  /** `monthly`, `yearly`, `years_2` to `years_6`. */
  readonly period_uom: string;
  readonly attributes?: BillingAttributes;
}

/** A billing request to open, in the form the platform's own bridge sends. */
export interface NestedBillingRequest {
  readonly type: "vendor" | "provider";
  readonly asset: { readonly id: string } | { readonly external_uid: string };
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly delta?: number;
    readonly uom?: string;
  };
  readonly items?: readonly Readonly<Record<string, unknown>>[];
}

/** A billing request to open. The sources know two forms, and do not say that either is refused. */
export type NewBillingRequest = FlatBillingRequest | NestedBillingRequest;

/** Billing requests. A subscription has them only while it is active. */
export interface BillingRequestCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<BillingRequest>>;
  get(id: string, options?: CallOptions): Promise<BillingRequest>;
  create(body: NewBillingRequest, options?: CallOptions): Promise<BillingRequest>;
  /** Replaces what is kept with the request; each account may write its own side. */
  setAttributes(
    id: string,
    attributes: BillingAttributes,
    options?: CallOptions,
  ): Promise<BillingAttributes>;
}

/** The calls on billing requests. */
export function billingRequestCallsOf(caller: Caller): BillingRequestCalls {
  const { list, get, create, one } = collectionOf(
    caller,
    "/subscriptions/requests",
    billingRequestSchema,
  );
  return {
    list,
    get,
    create,
    setAttributes: (id, body, { signal } = {}) =>
      caller.json(
        { method: "PUT", path: one(id, "/attributes"), body, signal },
        billingAttributesSchema,
      ),
  };
}
