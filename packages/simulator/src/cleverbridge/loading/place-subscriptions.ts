import { isObject, listAt, objectAt, valueAt, type JsonObject } from "../../json-reading.ts";
import type { LoadedDocument } from "../../loading/load.ts";
import { makeCustomer } from "../customers/customers.ts";
import { makeProduct } from "../customers/products.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import type { World } from "../world.ts";
import { placedSubscription } from "./placed-subscription.ts";

/** What became of every subscription. Those of a list are reported as `source[0]`, `source[1]`, … */
export interface PlacedSubscriptions {
  readonly placed: readonly {
    readonly source: string;
    /** Digits, without the S. */
    readonly id: string;
    /** What was made up. */
    readonly notes: readonly string[];
  }[];
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
}

/**
 * Puts subscriptions on the platform as answers show them: the answers of `getsubscription` and
 * `getsubscriptionsforcustomer`, a subscription by itself or a list of them. What they do not tell is made up. One with the
 * id of a subscription that is there is left out. One whose billing date is past rests until somebody changes it.
 */
export function placeSubscriptions(
  world: World,
  documents: readonly LoadedDocument[],
): PlacedSubscriptions {
  const pieces = documents.flatMap(({ source, body }) => subscriptionsIn(source, body));
  const placed: PlacedSubscriptions["placed"][number][] = [];
  const skipped: PlacedSubscriptions["skipped"][number][] = [];
  for (const { source, body } of pieces) {
    const result = placeOne(world, body);
    if ("reason" in result) skipped.push({ source, ...result });
    else placed.push({ source, ...result });
  }
  return { placed, skipped };
}

function subscriptionsIn(source: string, body: unknown): readonly LoadedDocument[] {
  const list = Array.isArray(body) ? (body as readonly unknown[]) : listAt(body, "Subscriptions");
  if (list !== undefined) {
    return list.map((entry, index) => ({ source: `${source}[${index}]`, body: entry }));
  }
  return [{ source, body: objectAt(body, "Subscription") ?? body }];
}

function placeOne(
  world: World,
  body: unknown,
): { readonly id: string; readonly notes: readonly string[] } | { readonly reason: string } {
  const id = valueAt(body, "Id");
  if (!isObject(body) || typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) {
    return { reason: "It is no subscription: it has no Id." };
  }
  if (world.store.has("subscriptions", String(id))) {
    return { reason: `Subscription S${id} is there already.` };
  }
  return put(world, id, body);
}

function put(world: World, id: number, body: JsonObject) {
  const read = placedSubscription(world, id, body);
  if ("reason" in read) return read;
  const { record, notes } = read;
  world.store.put("subscriptions", String(id), record);
  if (!world.store.has("customers", String(record.customerId))) {
    makeCustomer(world, { id: record.customerId, email: `customer-${id}@example.com` });
  }
  sellProductsOf(world, record);
  return { id: String(id), notes };
}

/** What somebody has was sold once, at the price it has. */
function sellProductsOf(world: World, { items }: SubscriptionRecord): void {
  for (const { productId, productName, productNameExtension, price, quantity } of items) {
    if (world.store.has("products", String(productId))) continue;
    makeProduct(world, {
      id: productId,
      name: productName,
      nameExtension: productNameExtension,
      price: price.grossCents === 0 ? 10 : price.grossCents / 100 / quantity,
    });
  }
}
