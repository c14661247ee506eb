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
import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type ConnectPage, type ListOptions, pagesOf } from "./pages.ts";

/** Products and what belongs to them. */
export interface ProductCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<Product>>;
  get(id: string, options?: CallOptions): Promise<Product>;
  templates(id: string, options?: ListOptions): AsyncIterable<ConnectPage<Template>>;
  parameters(id: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductParameter>>;
  items(id: string, options?: ListOptions): AsyncIterable<ConnectPage<ProductItem>>;
}

const one = (id: string, part = "") => `/products/${segment(id)}${part}`;

/** The calls on products. */
export function productCallsOf(caller: Caller): ProductCalls {
  return {
    list: (options) => pagesOf(caller, "/products", productSchema, options),
    get: (id, { signal } = {}) =>
      caller.json({ method: "GET", path: one(id), signal }, productSchema),
    templates: (id, options) => pagesOf(caller, one(id, "/templates"), templateSchema, options),
    parameters: (id, options) =>
      pagesOf(caller, one(id, "/parameters"), productParameterSchema, options),
    items: (id, options) => pagesOf(caller, one(id, "/items"), productItemSchema, options),
  };
}
