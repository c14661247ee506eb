import type { JsonObject } from "../../json-reading.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { zonelessOrNull, zonelessText } from "../instants.ts";
import type { Quirks } from "../quirks.ts";
import { REMINDER_MICROSECONDS } from "../terms/dates.ts";
import { itemView, trimmedItemView } from "./item-view.ts";

/** A subscription as answers show it; with `isCurrent` without the earlier versions of its items. */
export function subscriptionView(
  record: SubscriptionRecord,
  quirks: Quirks,
  isCurrent: boolean,
): JsonObject {
  const items = record.items.filter((item) => item.isCurrent || !isCurrent);
  const shownType =
    record.managementModel === "2.0" || quirks.renewalTypeUnder10
      ? { RenewalType: record.renewalType }
      : {};
  const status = { [quirks.statusMember]: quirks.statusNumbers[record.status] };
  const NextBillingDate = zonelessText(record.nextBillingDate);
  if (quirks.trimmedMembers) {
    const Items = items.map((item) => trimmedItemView(item));
    return { Id: record.id, ...status, ...shownType, NextBillingDate, Items };
  }
  const { months, days } = record.interval;
  return {
    CustomerCurrencyId: record.currencyId,
    CustomerId: record.customerId,
    CustomerReferenceId: record.customerReferenceId,
    CustomerReferenceNo: record.customerReferenceNo,
    EndDate: zonelessOrNull(record.endDate),
    GracePeriodDays: record.gracePeriodDays,
    Id: record.id,
    IntervalDayCount: days,
    IntervalMonthCount: months,
    BillingIntervalDayCount: 0,
    BillingIntervalMonthCount: 0,
    Items: items.map((item) => itemView(record, item)),
    LastIntervalNo: record.lastIntervalNo,
    NextBillingDate,
    NextBillingDateReminder: zonelessText(record.nextBillingDate - REMINDER_MICROSECONDS),
    ...shownType,
    StartDate: zonelessText(record.startDate),
    StartIntervalDayCount: days,
    StartIntervalMonthCount: months,
    ...status,
  };
}
