import { type ProductMessage, productMessageSchema } from "../wire/product-part.ts";
import type { Caller } from "./caller.ts";
import {
  productCollectionOf,
  type ProductPartCalls,
  productPartCallsOf,
} from "./product-collection.ts";

/** A validation error to put into the catalog. */
export interface NewProductMessage {
  readonly external_id: string;
  readonly value: string;
  readonly auto?: boolean;
}

/** The catalog of a product's validation errors, which can be translated. */
export type ProductMessageCalls = ProductPartCalls<ProductMessage, NewProductMessage>;

/** The calls on a product's messages. */
export function productMessageCallsOf(caller: Caller): ProductMessageCalls {
  return productPartCallsOf(productCollectionOf(caller, "/messages", productMessageSchema));
}
