import { scaled } from "../documents/price.ts";
import { alignmentIn } from "../http/alignment-settings.ts";
import { customerPriceIn } from "../http/customer-price.ts";
import { flagAt, optionalCount, requiredCount, subscriptionIdIn } from "../http/fields.ts";
import type { Operation } from "../http/operation.ts";
import { findSubscription, requireActive } from "../records.ts";
import { missing } from "../result-refusal.ts";
import { changeItem } from "../terms/item-change.ts";
import { findActiveItem } from "./changeable-item.ts";

/** Another price, and perhaps another quantity, which is the total after the change. */
export const updateSubscriptionItemPrice: Operation = {
  method: "POST",
  name: "updatesubscriptionitemprice",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const runningNo = requiredCount(body, "RunningNumber");
    const customerPrice = customerPriceIn(body, record.currencyId);
    if (customerPrice === undefined) throw missing("CustomerPrice");
    const alignment = alignmentIn(body);
    flagAt(body, "GenerateMail", true);
    const wanted = optionalCount(body, "Quantity");
    requireActive(record);
    const item = findActiveItem(record, runningNo);
    const quantity = wanted ?? item.quantity;
    const price = scaled(customerPrice, quantity);
    return changeItem(world, record, { ...item, quantity, price, eventtype: "update" }, alignment);
  },
};
