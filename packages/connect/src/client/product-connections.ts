import { type ProductConnection, productConnectionSchema } from "../wire/product-part.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import { productCollectionOf } from "./product-collection.ts";

/** Connections of a product with distributors' hubs. */
export interface ProductConnectionCalls {
  list(productId: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductConnection>>;
  get(productId: string, id: string, options?: CallOptions): Promise<ProductConnection>;
}

/** The calls on a product's connections. */
export function productConnectionCallsOf(caller: Caller): ProductConnectionCalls {
  const of = productCollectionOf(caller, "/connections", productConnectionSchema);
  return {
    list: (productId, options) => of(productId).list(options),
    get: (productId, id, options) => of(productId).get(id, options),
  };
}
