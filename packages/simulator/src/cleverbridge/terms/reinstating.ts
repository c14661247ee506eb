import type { ItemVersion } from "../documents/item-version.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { changedItems, writeSubscription } from "../records.ts";
import { stamp, type World } from "../world.ts";
import { billingDate } from "./dates.ts";

/** How long a subscription that is reinstated after its billing date has to be given another one. */
const MOVING_MICROSECONDS = 60_000_000;

/** Some items are billed again, and a subscription that is not Active becomes so. */
export function reinstateItems(
  world: World,
  record: SubscriptionRecord,
  isMeant: (item: ItemVersion) => boolean,
): SubscriptionRecord {
  const now = stamp(world);
  const items = changedItems(record, isMeant, {
    status: "Active",
    deactivationDate: null,
    eventtype: "reinstated",
  });
  if (record.status === "Active") return writeSubscription(world, record, { items });
  const isLate = record.nextBillingDate <= now;
  return writeSubscription(world, record, {
    items,
    status: "Active",
    unpaidPurchaseId: null,
    ...billingDate(record.nextBillingDate, now),
    billNotBefore: isLate ? now + MOVING_MICROSECONDS : null,
  });
}
