import type { ItemVersion } from "../documents/item-version.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { notify } from "../notifications/notify.ts";
import { activeItems, changedItems, writeSubscription } from "../records.ts";
import { stamp, type World } from "../world.ts";

/** Some active items are billed no more. Without any active item left the subscription is Deactivated. */
export function deactivateItems(
  world: World,
  record: SubscriptionRecord,
  isMeant: (item: ItemVersion) => boolean,
  status: "Deactivated" | "Finished" | "Removed" = "Deactivated",
): SubscriptionRecord {
  const deactivationDate = stamp(world);
  const items = changedItems(record, (item) => item.status === "Active" && isMeant(item), {
    status,
    deactivationDate,
  });
  const isLast = activeItems({ ...record, items }).length === 0;
  return writeSubscription(world, record, {
    items,
    ...(isLast ? ENDED : {}),
  });
}

/** The whole subscription is billed no more. */
export function deactivateAll(world: World, record: SubscriptionRecord): SubscriptionRecord {
  const ended = deactivateItems(world, record, () => true);
  return ended.status === "Deactivated" ? ended : writeSubscription(world, ended, ENDED);
}

/** Ended by nobody's payment: the client is told that the billing is canceled. */
export function endUnpaid(world: World, record: SubscriptionRecord): void {
  notify(world, deactivateAll(world, record), "RecurringBillingCanceledNotification");
}

const ENDED = {
  status: "Deactivated",
  remindAt: null,
  unpaidUntil: null,
  paysAt: null,
  billNotBefore: null,
} as const;
