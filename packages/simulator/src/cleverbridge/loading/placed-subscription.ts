import { listAt, textAt, valueAt, type JsonObject } from "../../json-reading.ts";
import { STATUS_CODES, type SubscriptionStatus } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { DAY, intervalLater } from "../instants.ts";
import type { Quirks } from "../quirks.ts";
import { billingDate } from "../terms/dates.ts";
import { mintNumber, stamp, type World } from "../world.ts";
import { placedItems } from "./placed-items.ts";
import { PlacedReading } from "./reading.ts";

/** A subscription as its document tells, or why it is none. */
export function placedSubscription(
  world: World,
  id: number,
  body: JsonObject,
):
  | { readonly record: SubscriptionRecord; readonly notes: readonly string[] }
  | { readonly reason: string } {
  const status = statusIn(body, world.quirks);
  if (status === undefined && hasStatus(body)) return { reason: "Its status is unknown." };
  const reading = new PlacedReading(body);
  const now = stamp(world);
  const given = {
    months: reading.count("IntervalMonthCount", 1),
    days: reading.count("IntervalDayCount", 0),
  };
  const interval = given.months + given.days === 0 ? { months: 1, days: 0 } : given;
  const nextBillingDate = reading.date("NextBillingDate", intervalLater(now, interval));
  const startDate = reading.date("StartDate", intervalBefore(nextBillingDate, interval));
  const items = placedItems(world, listAt(body, "Items") ?? [], { startDate, now });
  if ("reason" in items) return items;
  const held = status === "Grace" || status === "Hold";
  const isPast = nextBillingDate <= now;
  const record: SubscriptionRecord = {
    id,
    ...customerIn(reading, world),
    status: status ?? "Active",
    renewalType: textAt(body, "RenewalType") === "Manual" ? "Manual" : "Automatic",
    managementModel: "2.0",
    interval,
    gracePeriodDays: reading.count("GracePeriodDays", 0),
    lastIntervalNo: reading.count("LastIntervalNo", 0),
    startDate,
    endDate: reading.dateOrNull("EndDate"),
    intervalStart: intervalBefore(nextBillingDate, interval),
    ...billingDate(nextBillingDate, now),
    rests: isPast && !held,
    unpaidUntil: held ? now + world.quirks.holdDays * DAY : null,
    unpaidPurchaseId: null,
    paysAt: null,
    outcomes: [],
    originalPurchaseId: mintNumber(world, "purchase"),
    items: items.items,
  };
  const rest = record.rests ? ["Its billing date is past: it rests until it is changed."] : [];
  return { record, notes: [...reading.notes, ...items.notes, ...rest] };
}

function customerIn(reading: PlacedReading, world: World) {
  return {
    customerId: reading.count("CustomerId", mintNumber(world, "customer")),
    customerReferenceId: reading.text("CustomerReferenceId", ""),
    customerReferenceNo: reading.text("CustomerReferenceNo", ""),
    currencyId: reading.text("CustomerCurrencyId", "EUR"),
  };
}

const STATUS_MEMBERS = ["Subscriptionstatus", "SubscriptionStatus"];

function hasStatus(body: JsonObject): boolean {
  return STATUS_MEMBERS.some((name) => valueAt(body, name) !== undefined);
}

/** By the numbers in use, or by its word. */
function statusIn(body: JsonObject, { statusNumbers }: Quirks): SubscriptionStatus | undefined {
  const value = STATUS_MEMBERS.map((name) => valueAt(body, name)).find((one) => one !== undefined);
  return STATUSES.find((status) => statusNumbers[status] === value || status === value);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a record of all statuses
const STATUSES = Object.keys(STATUS_CODES) as readonly SubscriptionStatus[];

/** About when the interval began that ends at a time. */
function intervalBefore(end: number, { months, days }: SubscriptionRecord["interval"]): number {
  return intervalLater(end, { months: -months, days: -days });
}
