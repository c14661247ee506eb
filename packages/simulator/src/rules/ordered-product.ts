import { PREVIEW_CONNECTION_ID } from "../accounts.ts";
import type { ProductRecord } from "../documents/product.ts";
import { listAt, textAt, textIn, valueAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { connectionsOf } from "../views/product-view.ts";

/**
 * The product an order names, or else the only one that its connection sells and that has all it orders: on the
 * platform a connection is of one product, and the distributor's own bridges name the connection alone.
 */
export function orderedProduct(platform: Platform, wanted: unknown): ProductRecord {
  const id = textIn(wanted, "product", "id");
  if (id === undefined) return soldOver(platform, wanted);
  const product = platform.store.get("products", id);
  if (product === undefined) throw invalid(`asset.product.id: Product "${id}" does not exist.`);
  return product;
}

function soldOver(platform: Platform, wanted: unknown): ProductRecord {
  const connection = textIn(wanted, "connection", "id");
  const ids = (listAt(wanted, "items") ?? []).map(orderedId);
  const fitting = platform.store
    .list("products")
    .filter(
      (product) =>
        isSoldOver(platform, product, connection) &&
        ids.every((id) => product.items.some((item) => item.id === id || item.local_id === id)),
    );
  const [only] = fitting;
  if (only === undefined || fitting.length > 1 || ids.length === 0) {
    throw invalid("Field 'asset.product.id' is required.");
  }
  return only;
}

function isSoldOver(platform: Platform, product: ProductRecord, connection: unknown): boolean {
  return (
    connection === PREVIEW_CONNECTION_ID ||
    connectionsOf(platform, product).some((one) => valueAt(one, "id") === connection)
  );
}

function orderedId(entry: unknown): string | undefined {
  return textAt(entry, "id") ?? textAt(entry, "global_id");
}
