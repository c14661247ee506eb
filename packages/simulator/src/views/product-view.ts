import { VENDOR_ACCOUNT } from "../accounts.ts";
import type { ProductDocument } from "../documents/product.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";

/** A part of a product with the product it belongs to. */
export function withProduct({ id, name, icon, status }: ProductDocument, part: object): JsonObject {
  return { ...part, product: { id, name, icon, status } };
}

/** The connections over which a product was sold or set up for resellers, each once. */
export function connectionsOf(platform: Platform, productId: string): readonly JsonObject[] {
  const holders = [...platform.store.values("assets"), ...platform.store.values("tierConfigs")];
  const distinct = new Map<string, JsonObject>();
  for (const { document } of holders) {
    if (document.product.id !== productId || distinct.has(document.connection.id)) continue;
    const created_at = document.events.created.at;
    distinct.set(document.connection.id, {
      status: "approved",
      vendor: VENDOR_ACCOUNT,
      created_at,
      ...document.connection,
    });
  }
  return [...distinct.values()];
}
