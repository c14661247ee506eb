import type { Item } from "@tenure/machine";

import type { CleverbridgeItemStatus } from "../wire/item-status.ts";
import type { CleverbridgeItem } from "../wire/item.ts";
import type { CleverbridgeSubscription } from "../wire/subscription.ts";

const statuses: Readonly<Record<CleverbridgeItemStatus, Item["status"]>> = {
  active: "active",
  deactivated: "deactivated",
  finished: "finished",
  removed: "removed",
  awaiting_reinstate: "deactivated",
  // What is not cleverbridge's to bill can neither be deactivated nor reinstated through it.
  handled_by_client: "finished",
  other: "finished",
  unknown: "finished",
};

/**
 * Of a subscription that is deactivated as a whole, what was active stays in use until the paid term is over;
 * and what waits for the customer's word has been paid for.
 */
function isStillInUse(
  { status }: CleverbridgeItem,
  known: Item | undefined,
  subscription: CleverbridgeSubscription,
): boolean {
  if (subscription.status !== "deactivated") return false;
  if (status === "awaiting_reinstate") return true;
  return status === "deactivated" && known?.status === "active";
}

function itemShown(
  item: CleverbridgeItem,
  known: Item | undefined,
  subscription: CleverbridgeSubscription,
): Item {
  const mpn = item.productId === undefined ? known?.mpn : String(item.productId);
  return {
    id: String(item.runningNumber),
    ...(mpn === undefined ? {} : { mpn }),
    quantity: item.quantity === undefined ? (known?.quantity ?? "1") : String(item.quantity),
    status: isStillInUse(item, known, subscription) ? "active" : statuses[item.status],
  };
}

const numberOf = ({ id }: Item): number => Number(id);

/**
 * The items of a subscription, as the record keeps them: by running number, in their order, `mpn` being the
 * product. What the platform leaves out, and an item of which it cannot be told what counts, stays as known.
 */
export function itemsShown(
  subscription: CleverbridgeSubscription,
  known: readonly Item[],
): readonly Item[] {
  const knownOf = (id: string) => known.find((item) => item.id === id);
  const shown = subscription.items.map((item) =>
    itemShown(item, knownOf(String(item.runningNumber)), subscription),
  );
  const kept = subscription.ambiguousRunningNumbers.flatMap(
    (runningNumber) => knownOf(String(runningNumber)) ?? [],
  );
  return [...shown, ...kept].toSorted((left, right) => numberOf(left) - numberOf(right));
}
