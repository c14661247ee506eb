import {
  type Product,
  type ProductItem,
  productItemSchema,
  type ProductParameter,
  productParameterSchema,
  productSchema,
  type Template,
  templateSchema,
} from "../wire/product.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** What of a product may be written; only the given keys change. */
export interface ProductUpdate {
  /** In the platform's own keys; they hold for every version of the product at once. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly external_id?: string;
  readonly short_description?: string;
  readonly detailed_description?: string;
  readonly customer_ui_settings?: Readonly<Record<string, unknown>>;
  readonly usage_rule?: Readonly<Record<string, unknown>>;
}

/** Products, and the lists of what belongs to them. */
export interface ProductCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Product>>;
  get(id: string, options?: CallOptions): Promise<Product>;
  /** The specification promises no more of the answer than that it went well. */
  update(id: string, body: ProductUpdate, options?: CallOptions): Promise<void>;
  templates(id: string, options?: ListOptions): AsyncIterable<ConnectPage<Template>>;
  parameters(id: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductParameter>>;
  items(id: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductItem>>;
}

/** The calls on products. */
export function productCallsOf(caller: Caller): ProductCalls {
  const { list, get, one } = collectionOf(caller, "/products", productSchema);
  return {
    list,
    get,
    update: (id, body, { signal } = {}) =>
      caller.write({ method: "PUT", path: one(id), body, signal }),
    templates: (id, options) => pagesOf(caller, one(id, "/templates"), templateSchema, options),
    parameters: (id, options) =>
      pagesOf(caller, one(id, "/parameters"), productParameterSchema, options),
    items: (id, options) => pagesOf(caller, one(id, "/items"), productItemSchema, options),
  };
}
