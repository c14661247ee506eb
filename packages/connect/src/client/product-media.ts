import { type ProductMedia, productMediaSchema } from "../wire/product-part.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import { productCollectionOf } from "./product-collection.ts";

/** Pictures and videos of a product's page. */
export interface ProductMediaCalls {
  list(productId: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductMedia>>;
  get(productId: string, id: string, options?: CallOptions): Promise<ProductMedia>;
}

/** The calls on a product's media. */
export function productMediaCallsOf(caller: Caller): ProductMediaCalls {
  const of = productCollectionOf(caller, "/media", productMediaSchema);
  return {
    list: (productId, options) => of(productId).list(options),
    get: (productId, id, options) => of(productId).get(id, options),
  };
}
