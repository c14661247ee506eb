import { type ProductParameter, productParameterSchema } from "../wire/product.ts";
import type { Caller } from "./caller.ts";
import {
  productCollectionOf,
  type ProductPartCalls,
  productPartCallsOf,
} from "./product-collection.ts";

/** What of a parameter may be changed. */
export interface ProductParameterUpdate {
  readonly title?: string;
  readonly description?: string;
  /** `text`, `dropdown`, `choice`, `address`, …: open. */
  readonly type?: string;
  /** `ordering`, `fulfillment` or `configuration`. */
  readonly phase?: string;
  /** `asset`, `tier1`, `tier2`, `product`, `item`, `marketplace` or `item_marketplace`. */
  readonly scope?: string;
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly default?: unknown;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly parent?: { readonly id: string };
}

/** A parameter to add; requests know it by its `name`. */
export interface NewProductParameter extends ProductParameterUpdate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly constraints: Readonly<Record<string, unknown>>;
}

/** Parameters as a product defines them. */
export type ProductParameterCalls = ProductPartCalls<
  ProductParameter,
  NewProductParameter,
  ProductParameterUpdate
>;

/** The calls on a product's parameters. */
export function productParameterCallsOf(caller: Caller): ProductParameterCalls {
  return productPartCallsOf(productCollectionOf(caller, "/parameters", productParameterSchema));
}
