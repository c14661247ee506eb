import type { SubscriptionItem } from "../wire/subscription.ts";

/** What a request does to the items, by comparing `quantity` with `old_quantity`. */
export interface ItemChanges {
  /** Not there before. */
  readonly added: readonly SubscriptionItem[];
  /** Taken down to zero. */
  readonly removed: readonly SubscriptionItem[];
  /** There before and after, in another quantity. */
  readonly changed: readonly SubscriptionItem[];
}

const isNone = (quantity: string | null | undefined): boolean =>
  (quantity ?? "").trim() === "" || Number(quantity) === 0;

const isSame = (left: string | null | undefined, right: string | null | undefined): boolean =>
  left === right || Number(left) === Number(right);

const was = (item: SubscriptionItem): boolean => !isNone(item.old_quantity);
const is = (item: SubscriptionItem): boolean => !isNone(item.quantity);

/** Sorts a request's items by what becomes of them; items that stay as they are, are in none. */
export function itemChangesOf(items: readonly SubscriptionItem[]): ItemChanges {
  return {
    added: items.filter((item) => !was(item) && is(item)),
    removed: items.filter((item) => was(item) && !is(item)),
    changed: items.filter(
      (item) => was(item) && is(item) && !isSame(item.old_quantity, item.quantity),
    ),
  };
}
