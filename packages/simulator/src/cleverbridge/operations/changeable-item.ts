import type { ItemVersion } from "../documents/item-version.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { findItem } from "../records.ts";
import { againstRule } from "../result-refusal.ts";

/** The current version of an item that is billed. Refuses one that is not. */
export function findActiveItem(record: SubscriptionRecord, runningNo: number): ItemVersion {
  const item = findItem(record, runningNo);
  if (item.status === "Active") return item;
  throw againstRule(`Item ${runningNo} of subscription S${record.id} is ${item.status}.`);
}
