import type { ItemVersion } from "./documents/item-version.ts";
import { sum, type Price } from "./documents/price.ts";
import type { SubscriptionRecord } from "./documents/subscription-record.ts";
import { againstRule, unknown } from "./result-refusal.ts";
import type { World } from "./world.ts";

/** The subscription with an id, with or without its S. Refuses what is none, or unknown. */
export function findSubscription({ store }: World, id: string | number): SubscriptionRecord {
  const digits = /^\s*s?0*(?<digits>\d+)\s*$/iu.exec(String(id))?.groups?.["digits"];
  const record = digits === undefined ? undefined : store.get("subscriptions", digits);
  if (record === undefined) throw unknown();
  return record;
}

export function writeSubscription(
  { store }: World,
  record: SubscriptionRecord,
  changes: Partial<SubscriptionRecord> = {},
): SubscriptionRecord {
  const written = { ...record, ...changes };
  store.put("subscriptions", String(record.id), written);
  return written;
}

export function currentItems({ items }: SubscriptionRecord): readonly ItemVersion[] {
  return items.filter(({ isCurrent }) => isCurrent);
}

/** The items that are billed. */
export function activeItems(record: SubscriptionRecord): readonly ItemVersion[] {
  return currentItems(record).filter(({ status }) => status === "Active");
}

/** The current version of an item. */
export function findItem(record: SubscriptionRecord, runningNo: number): ItemVersion {
  const item = currentItems(record).find((one) => one.runningNo === runningNo);
  if (item === undefined) throw unknown();
  return item;
}

/** Items with some of the current versions changed in place. */
export function changedItems(
  record: SubscriptionRecord,
  isMeant: (item: ItemVersion) => boolean,
  changes: Partial<ItemVersion> | ((item: ItemVersion) => Partial<ItemVersion>),
): readonly ItemVersion[] {
  return record.items.map((item) => {
    if (!item.isCurrent || !isMeant(item)) return item;
    return { ...item, ...(typeof changes === "function" ? changes(item) : changes) };
  });
}

/** What one interval of all active items costs. */
export function renewalPrice(record: SubscriptionRecord): Price {
  return sum(activeItems(record).map(({ price }) => price));
}

export function requireActive({ status, id }: SubscriptionRecord): void {
  if (status !== "Active") {
    throw againstRule(`Subscription S${id} is ${status}; it must be Active.`);
  }
}
