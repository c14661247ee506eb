import { type ProductConfiguration, productConfigurationSchema } from "../wire/product-part.ts";
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import { productCollectionOf } from "./product-collection.ts";

/** A value to set: of the parameter, for an item, a marketplace or both where its scope asks for them. */
export interface NewConfiguration {
  readonly parameter: { readonly id: string };
  readonly item?: { readonly id: string };
  readonly marketplace?: { readonly id: string };
  readonly value?: string;
  readonly structured_value?: unknown;
}

/** Values of a product's configuration parameters. */
export interface ProductConfigurationCalls {
  list(productId: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductConfiguration>>;
  /** Sets one value. */
  set(productId: string, body: NewConfiguration, options?: CallOptions): Promise<void>;
}

/** The calls on a product's configuration. */
export function productConfigurationCallsOf(caller: Caller): ProductConfigurationCalls {
  const of = productCollectionOf(caller, "/configurations", productConfigurationSchema);
  return {
    list: (productId, options) => of(productId).list(options),
    set: (productId, body, { signal } = {}) =>
      caller.write({
        method: "POST",
        path: `/products/${segment(productId)}/configurations`,
        body,
        signal,
      }),
  };
}
