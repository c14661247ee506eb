import type { z } from "zod";

import { type CallOptions, segment } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { type Collection, collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";

/** Objects of one kind that belong to a product; the product's id comes first in every call. */
export interface ProductPartCalls<Row, New, Change = New> {
  list(productId: string, options?: ListOptions): AsyncIterable<ConnectPage<Row>>;
  get(productId: string, id: string, options?: CallOptions): Promise<Row>;
  create(productId: string, body: New, options?: CallOptions): Promise<Row>;
  update(productId: string, id: string, body: Change, options?: CallOptions): Promise<Row>;
  remove(productId: string, id: string, options?: CallOptions): Promise<void>;
}

/** Finds the collection of a product's objects at `part` below the product, as in `/items`. */
export function productCollectionOf<Schema extends z.ZodType>(
  caller: Caller,
  part: string,
  schema: Schema,
): (productId: string) => Collection<z.infer<Schema>> {
  return (productId) => collectionOf(caller, `/products/${segment(productId)}${part}`, schema);
}

/** All five calls on a product's objects. */
export function productPartCallsOf<Row, New, Change = New>(
  of: (productId: string) => Collection<Row>,
): ProductPartCalls<Row, New, Change> {
  return {
    list: (productId, options) => of(productId).list(options),
    get: (productId, id, options) => of(productId).get(id, options),
    create: (productId, body, options) => of(productId).create(body, options),
    update: (productId, id, body, options) => of(productId).update(id, body, options),
    remove: (productId, id, options) => of(productId).remove(id, options),
  };
}
