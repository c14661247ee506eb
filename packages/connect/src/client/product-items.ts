import { type ProductItem, productItemSchema } from "../wire/product.ts";
import type { Caller } from "./caller.ts";
import {
  productCollectionOf,
  type ProductPartCalls,
  productPartCallsOf,
} from "./product-collection.ts";

/** What of an item may be changed. */
export interface ProductItemUpdate {
  readonly mpn?: string;
  readonly name?: string;
  readonly description?: string;
  readonly type?: "Reservation" | "PPU";
  /** `Monthly`, `Yearly`, `years_2` to `years_6`, `OneTime`, or a trial. */
  readonly period?: string;
  /** `Integer`, `Decimal(1)`, `Decimal(2)`, `Decimal(4)` or `Decimal(8)`. */
  readonly precision?: string;
  readonly unit?: { readonly id: string };
  readonly commitment?: { readonly count: number };
  readonly external_id?: string;
  readonly dynamic?: boolean;
  readonly ui?: { readonly visibility: boolean };
}

/** An item to add. */
export interface NewProductItem extends ProductItemUpdate {
  readonly mpn: string;
  readonly name: string;
  readonly description: string;
  readonly type: "Reservation" | "PPU";
  readonly unit: { readonly id: string };
  readonly product_version: number;
}

/** Items a product offers. Only an item that was never published can be removed. */
export type ProductItemCalls = ProductPartCalls<ProductItem, NewProductItem, ProductItemUpdate>;

/** The calls on a product's items. */
export function productItemCallsOf(caller: Caller): ProductItemCalls {
  return productPartCallsOf(productCollectionOf(caller, "/items", productItemSchema));
}
