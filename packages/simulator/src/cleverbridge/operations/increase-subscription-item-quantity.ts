import { scaled } from "../documents/price.ts";
import { alignmentIn } from "../http/alignment-settings.ts";
import { flagAt, requiredCount, subscriptionIdIn } from "../http/fields.ts";
import type { Operation } from "../http/operation.ts";
import { findSubscription, requireActive } from "../records.ts";
import { invalid } from "../result-refusal.ts";
import { changeItem } from "../terms/item-change.ts";
import { findActiveItem } from "./changeable-item.ts";

const MOST = 2 ** 31 - 1;

/** More of the same. The quantity is what is added, not the total. */
export const increaseSubscriptionItemQuantity: Operation = {
  method: "POST",
  name: "increasesubscriptionitemquantity",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const runningNo = requiredCount(body, "RunningNumber");
    const added = requiredCount(body, "Quantity");
    const alignment = alignmentIn(body);
    flagAt(body, "GenerateMail", true);
    requireActive(record);
    const item = findActiveItem(record, runningNo);
    const quantity = item.quantity + added;
    if (quantity > MOST) throw invalid("Quantity is out of range.");
    const price = scaled(item.price, quantity / item.quantity);
    return changeItem(world, record, { ...item, quantity, price, eventtype: "update" }, alignment);
  },
};
