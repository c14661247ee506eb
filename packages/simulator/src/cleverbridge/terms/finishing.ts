import type { ItemVersion } from "../documents/item-version.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { activeItems, changedItems, writeSubscription } from "../records.ts";
import { stamp, type World } from "../world.ts";

/** Before a billing: items that have had all theirs are finished by now, and with the last of them the subscription. */
export function finishedBefore(world: World, record: SubscriptionRecord): SubscriptionRecord {
  return finished(world, record);
}

/** After a billing: items that have had their last are finished, unless they are to go on to the interval's end. */
export function afterBilling(world: World, record: SubscriptionRecord): SubscriptionRecord {
  if (world.quirks.finished === "last-billing") return awaiting(finished(world, record), world);
  return awaiting(record, world);
}

function finished(world: World, record: SubscriptionRecord): SubscriptionRecord {
  if (!activeItems(record).some(hasHadAll)) return record;
  const now = stamp(world);
  const items = changedItems(record, (item) => item.status === "Active" && hasHadAll(item), {
    status: "Finished",
    endDate: now,
  });
  const isOver = activeItems({ ...record, items }).length === 0;
  return writeSubscription(world, record, {
    items,
    ...(isOver ? { status: "Finished", endDate: now, remindAt: null } : {}),
  });
}

/** Under 1.0 a subscription that is renewed by hand waits for its customer's word again. */
function awaiting(record: SubscriptionRecord, world: World): SubscriptionRecord {
  const { managementModel, renewalType, status } = record;
  if (managementModel !== "1.0" || renewalType !== "Manual" || status !== "Active") return record;
  return writeSubscription(world, record, {
    status: "Deactivated",
    remindAt: null,
    items: changedItems(record, (item) => item.status === "Active", {
      status: "AwaitingReinstate",
    }),
  });
}

function hasHadAll({ recurrenceCount, lastIntervalNo }: ItemVersion): boolean {
  return recurrenceCount !== null && lastIntervalNo >= recurrenceCount;
}
