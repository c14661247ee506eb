import type { JsonObject } from "../../json-reading.ts";
import type { ItemVersion } from "../documents/item-version.ts";
import { amountsOf, NOTHING } from "../documents/price.ts";
import { ITEM_STATUS_NUMBERS } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { zonelessOrNull, zonelessText } from "../instants.ts";

/** An item as answers show it, with every member the platform is known to have. */
export function itemView(record: SubscriptionRecord, item: ItemVersion): JsonObject {
  const isBilled = item.isCurrent && item.status === "Active";
  const next = amountsOf(isBilled ? item.price : NOTHING);
  return {
    Couponcode: item.couponcode,
    DeactivationDate: zonelessOrNull(item.deactivationDate),
    EndDate: zonelessOrNull(item.endDate),
    IsCurrent: item.isCurrent,
    LastIntervalNo: item.lastIntervalNo,
    NextBillingCurrencyId: record.currencyId,
    NextBillingCustomerGrossPrice: next.gross,
    NextBillingCustomerNetPrice: next.net,
    NextBillingCustomerVatPrice: next.vat,
    ...(isBilled
      ? {
          NextRenewalCustomerGrossPrice: next.gross,
          NextRenewalCustomerNetPrice: next.net,
          NextRenewalCustomerVatPrice: next.vat,
        }
      : {}),
    ProductId: item.productId,
    ProductName: item.productName,
    ProductNameExtension: item.productNameExtension,
    PromotionId: item.promotionId,
    Quantity: item.quantity,
    RecurrenceCount: item.recurrenceCount,
    RunningNo: item.runningNo,
    StartDate: zonelessText(item.startDate),
    Status: ITEM_STATUS_NUMBERS[item.status],
    SubscriptionId: record.id,
    SubscriptionPurchaseItems: item.purchaseIds.map((PurchaseId) => ({
      PurchaseId,
      RunningNo: item.runningNo,
    })),
    Version: item.version,
  };
}

/** An item with the members of the guides' samples only. */
export function trimmedItemView(item: ItemVersion): JsonObject {
  const isBilled = item.isCurrent && item.status === "Active";
  return {
    RunningNo: item.runningNo,
    ProductName: item.productName,
    Quantity: item.quantity,
    Status: ITEM_STATUS_NUMBERS[item.status],
    ...(isBilled ? { NextRenewalCustomerGrossPrice: amountsOf(item.price).gross } : {}),
    ...(item.deactivationDate === null
      ? {}
      : { DeactivationDate: zonelessText(item.deactivationDate) }),
  };
}
