import {
  connectionOf,
  DEFAULT_CONNECTION_ID,
  HUB,
  HUB_INSTANCE,
  VENDOR_ACCOUNT,
} from "../accounts.ts";
import type { ProductDocument, ProductRecord } from "../documents/product.ts";
import { textAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";

/** A part of a product with the product it belongs to. */
export function withProduct({ id, name, icon, status }: ProductDocument, part: object): JsonObject {
  return { ...part, product: { id, name, icon, status } };
}

/**
 * The connections of a product, each once: the default one, over which every product can be sold, and those over
 * which it was sold or set up for resellers.
 */
export function connectionsOf(
  platform: Platform,
  { document: product }: Pick<ProductRecord, "document">,
): readonly JsonObject[] {
  const first = connectionOf(DEFAULT_CONNECTION_ID, undefined);
  const distinct = new Map<string, JsonObject>([
    [first.id, shownConnection(first, product.events.created.at)],
  ]);
  const holders = [...platform.store.values("assets"), ...platform.store.values("tierConfigs")];
  for (const { document } of holders) {
    if (document.product.id !== product.id || distinct.has(document.connection.id)) continue;
    const created = document.events.created.at;
    distinct.set(document.connection.id, shownConnection(document.connection, created));
  }
  return [...distinct.values()];
}

function shownConnection(connection: JsonObject, created_at: string): JsonObject {
  const { hub } = connection;
  return {
    status: "approved",
    vendor: VENDOR_ACCOUNT,
    created_at,
    ...connection,
    hub: textAt(hub, "id") === HUB.id ? { ...HUB, instance: HUB_INSTANCE } : hub,
  };
}
