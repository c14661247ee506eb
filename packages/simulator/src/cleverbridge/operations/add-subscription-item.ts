import { newItem } from "../customers/ordered-item.ts";
import { scaled } from "../documents/price.ts";
import { alignmentIn } from "../http/alignment-settings.ts";
import { customerPriceIn } from "../http/customer-price.ts";
import {
  flagAt,
  optionalCount,
  optionalText,
  requiredCount,
  subscriptionIdIn,
} from "../http/fields.ts";
import type { Operation } from "../http/operation.ts";
import { findSubscription, requireActive } from "../records.ts";
import { changeItem } from "../terms/item-change.ts";
import { findSoldProduct } from "./sold-product.ts";

/** Another item, with the next running number. */
export const addSubscriptionItem: Operation = {
  method: "POST",
  name: "addsubscriptionitem",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const productId = requiredCount(body, "ProductId");
    const quantity = requiredCount(body, "Quantity");
    const alignment = alignmentIn(body);
    const customerPrice = customerPriceIn(body, record.currencyId);
    optionalCount(body, "AffiliateId");
    optionalCount(body, "RecommendationsetId");
    flagAt(body, "GenerateMail", true);
    requireActive(record);
    const product = findSoldProduct(world, record, productId);
    const name = optionalText(body, "ProductName") ?? optionalText(body, "ProductNameEn");
    const now = Math.floor(world.clock.now()) * 1000;
    const item = {
      ...newItem(Math.max(0, ...record.items.map(numberOf)) + 1, now),
      quantity,
      productId,
      productName: name ?? product.name,
      productNameExtension: optionalText(body, "ProductNameExtension") ?? product.nameExtension,
      couponcode: optionalText(body, "Couponcode") ?? "",
      price: scaled(customerPrice ?? product.unitPrice, quantity),
    };
    return changeItem(world, record, item, alignment);
  },
};

function numberOf({ runningNo }: { readonly runningNo: number }): number {
  return runningNo;
}
