import type { JsonObject } from "../../json-reading.ts";
import type { PurchaseRecord } from "../documents/purchase-record.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { findPurchase } from "../terms/purchases.ts";
import type { World } from "../world.ts";
import { isWanted } from "./notification-target.ts";
import { purchaseModel } from "./purchase-model.ts";
import { subscriptionModel } from "./subscription-model.ts";

/** What a notification is about, as far as it is not the whole subscription and its first purchase. */
interface About {
  readonly purchase?: PurchaseRecord;
  /** Running numbers. Default all current items. */
  readonly items?: readonly number[];
}

/** Puts a notification in the purchase model down to be sent. */
export function notify(
  world: World,
  record: SubscriptionRecord,
  type: string,
  { purchase, items }: About = {},
): void {
  const shown =
    purchase ?? findPurchase(world, record.unpaidPurchaseId ?? record.originalPurchaseId);
  put(world, type, purchaseModel(world, record, { type, purchase: shown, items }));
}

/** Tells of a payment, in both models. */
export function notifyOfPayment(
  world: World,
  record: SubscriptionRecord,
  purchase: PurchaseRecord,
): void {
  notify(world, record, "PaidOrderNotification", { purchase, items: purchase.runningNos });
  put(world, "SubscriptionPaidNotification", subscriptionModel(world, record, purchase));
}

function put(world: World, type: string, body: JsonObject): void {
  const number = (world.store.get("counters", "notification")?.count ?? 0) + 1;
  world.store.put("counters", "notification", { count: number });
  world.store.put("notifications", String(number), { number, type, at: world.clock.now(), body });
  const isTold = isWanted(world.told.target, type);
  world.store.put("deliveries", String(number), {
    state: isTold ? "waiting" : "unwanted",
    attempts: 0,
    nextAt: isTold ? world.clock.now() : null,
    lastStatus: null,
  });
}
