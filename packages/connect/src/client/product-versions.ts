import { type ProductVersion, productVersionSchema } from "../wire/product-part.ts";
import type { Caller } from "./caller.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import { productCollectionOf } from "./product-collection.ts";

/** Versions of a product. */
export interface ProductVersionCalls {
  list(productId: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductVersion>>;
}

/** The calls on a product's versions. */
export function productVersionCallsOf(caller: Caller): ProductVersionCalls {
  const of = productCollectionOf(caller, "/versions", productVersionSchema);
  return { list: (productId, options) => of(productId).list(options) };
}
