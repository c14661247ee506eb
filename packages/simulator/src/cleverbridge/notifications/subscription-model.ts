import type { JsonObject } from "../../json-reading.ts";
import { amountsOf, type Price } from "../documents/price.ts";
import type { PurchaseRecord } from "../documents/purchase-record.ts";
import { ITEM_STATUS_CODES, STATUS_CODES } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { zonelessOrNull, zonelessText } from "../instants.ts";
import { renewalPrice } from "../records.ts";
import { REMINDER_MICROSECONDS } from "../terms/dates.ts";
import type { World } from "../world.ts";
import { metaOf } from "./meta.ts";

/** A notification about a subscription: its id without an S, its status as a code. */
export function subscriptionModel(
  world: World,
  record: SubscriptionRecord,
  purchase: PurchaseRecord,
): JsonObject {
  const { months, days } = record.interval;
  const price = pricesOf(renewalPrice(record));
  const next = zonelessText(record.nextBillingDate);
  return {
    meta: metaOf(world, "SubscriptionPaidNotification"),
    subscriptionId: record.id,
    customerCurrencyId: record.currencyId,
    customerId: record.customerId,
    customerReferenceId: record.customerReferenceId,
    customerReferenceNo: record.customerReferenceNo,
    gracePeriodDays: record.gracePeriodDays,
    intervalDayCount: days,
    intervalMonthCount: months,
    lastBillingIntervalNumber: 0,
    lastIntervalNumber: record.lastIntervalNo,
    nextBillingDate: next,
    nextRenewalDate: next,
    nextBillingDateReminder: zonelessText(record.nextBillingDate - REMINDER_MICROSECONDS),
    startDate: zonelessText(record.startDate),
    endDate: zonelessOrNull(record.endDate),
    managementModel: record.managementModel === "2.0" ? "Two" : "One",
    ...(record.managementModel === "2.0" ? { renewalType: record.renewalType } : {}),
    startIntervalDayCount: days,
    startIntervalMonthCount: months,
    subscriptionstatus: STATUS_CODES[record.status],
    yourRenewalPrice: price,
    customerRenewalPrice: price,
    subscriptionPurchase: {
      purchaseId: purchase.id,
      subscriptionRevenueCategoryId: purchase.category,
    },
    subscriptionItems: record.items.map((item) => ({
      runningNumber: item.runningNo,
      quantity: item.quantity,
      productId: item.productId,
      productName: item.productName,
      status: ITEM_STATUS_CODES[item.status],
      startDate: zonelessText(item.startDate),
      lastIntervalNumber: item.lastIntervalNo,
      isCurrent: item.isCurrent,
      version: item.version,
      versionActiveDate: zonelessText(item.versionActiveDate),
      subscriptionEventtypeId: item.eventtype,
    })),
  };
}

function pricesOf(price: Price): JsonObject {
  const { gross, net, vat } = amountsOf(price);
  return { netPrice: net, vatPrice: vat, grossPrice: gross };
}
