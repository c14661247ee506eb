import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { intervalLater } from "../instants.ts";
import { notifyOfPayment } from "../notifications/notify.ts";
import { writeSubscription } from "../records.ts";
import type { World } from "../world.ts";
import { billingDate } from "./dates.ts";
import { afterBilling } from "./finishing.ts";
import { findPurchase, restatedPurchase } from "./purchases.ts";

/** What was ordered is paid for at last: it is no longer New. An interval that is over meanwhile begins anew. */
export function payFirst(world: World, record: SubscriptionRecord): SubscriptionRecord {
  const purchase = findPurchase(world, record.originalPurchaseId);
  const now = Math.floor(world.clock.now()) * 1000;
  const isOver = record.nextBillingDate <= now;
  const active = writeSubscription(world, record, {
    status: "Active",
    unpaidPurchaseId: null,
    paysAt: null,
    intervalStart: isOver ? now : record.intervalStart,
    ...billingDate(isOver ? intervalLater(now, record.interval) : record.nextBillingDate, now),
  });
  const paid = afterBilling(world, active);
  if (purchase !== undefined) {
    notifyOfPayment(world, paid, restatedPurchase(world, purchase, "Paid"));
  }
  return paid;
}
