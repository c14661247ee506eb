import type { Price } from "../documents/price.ts";
import type {
  PurchaseRecord,
  PurchaseStatus,
  RevenueCategory,
} from "../documents/purchase-record.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { mintNumber, stamp, type World } from "../world.ts";

/** Writes down a charge. */
export function openPurchase(
  world: World,
  record: Pick<SubscriptionRecord, "id">,
  contents: {
    readonly status: PurchaseStatus;
    readonly category: RevenueCategory;
    readonly price: Price;
    readonly runningNos: readonly number[];
  },
): PurchaseRecord {
  const now = stamp(world);
  const id = mintNumber(world, "purchase");
  const purchase = { id, subscriptionId: record.id, createdAt: now, changedAt: now, ...contents };
  world.store.put("purchases", String(id), purchase);
  return purchase;
}

export function findPurchase(world: World, id: number): PurchaseRecord | undefined {
  return world.store.get("purchases", String(id));
}

/** The purchase in another state. */
export function restatedPurchase(
  world: World,
  purchase: PurchaseRecord,
  status: PurchaseStatus,
): PurchaseRecord {
  const restated = { ...purchase, status, changedAt: stamp(world) };
  world.store.put("purchases", String(purchase.id), restated);
  return restated;
}
