import type { PurchaseRecord } from "../documents/purchase-record.ts";
import type { ManagementModel, RenewalType } from "../documents/status.ts";
import type {
  Interval,
  PaymentOutcome,
  SubscriptionRecord,
} from "../documents/subscription-record.ts";
import { DAY, intervalLater } from "../instants.ts";
import { notify, notifyOfPayment } from "../notifications/notify.ts";
import { changedItems, renewalPrice, writeSubscription } from "../records.ts";
import { billingDate } from "../terms/dates.ts";
import { afterBilling } from "../terms/finishing.ts";
import { openPurchase } from "../terms/purchases.ts";
import { mintNumber, stamp, type World } from "../world.ts";
import { isCount } from "./counts.ts";
import { makeCustomer } from "./customers.ts";
import { orderedItem, type OrderedItem } from "./ordered-item.ts";

/** What a customer orders. */
export interface Order {
  /** Default a new customer. One that nobody knows is made. */
  readonly customerId?: number;
  readonly customerReferenceId?: string;
  /** The customer's order number. */
  readonly customerReferenceNo?: string;
  /** Of a new customer. Default made up. */
  readonly customerEmail?: string;
  readonly items: readonly OrderedItem[];
  /** Default `Automatic`. */
  readonly renewalType?: RenewalType;
  /** Default `2.0`. */
  readonly managementModel?: ManagementModel;
  /** Default 1, or 0 with `intervalDays`. */
  readonly intervalMonths?: number;
  /** Default 0. */
  readonly intervalDays?: number;
  /** Default 0: what is not paid is on Hold at once. */
  readonly gracePeriodDays?: number;
  /** ISO 4217. Default `EUR`. */
  readonly currencyId?: string;
  /** Default `paid`. Anything else leaves the subscription New; `paidAfterDays` says for how long. */
  readonly payment?: PaymentOutcome;
}

/** Carries out an order, as a checkout does. */
export function buy(world: World, order: Order): SubscriptionRecord {
  requireOrder(order);
  const { payment = "paid" } = order;
  const record = ordered(world, order, stamp(world));
  const purchase = openPurchase(world, record, {
    status: payment === "paid" ? "Paid" : "Hold",
    category: "Initial",
    price: renewalPrice(record),
    runningNos: record.items.map(({ runningNo }) => runningNo),
  });
  const isOf = { originalPurchaseId: purchase.id, items: purchased(record, purchase) };
  if (payment === "paid") {
    const bought = afterBilling(world, writeSubscription(world, record, isOf));
    notifyOfPayment(world, bought, purchase);
    return bought;
  }
  const isPending = payment === "pending" || typeof payment === "object";
  const owing = writeSubscription(world, record, {
    ...isOf,
    status: "New",
    unpaidPurchaseId: purchase.id,
    paysAt: typeof payment === "object" ? record.startDate + payment.paidAfterDays * DAY : null,
  });
  notify(
    world,
    owing,
    isPending ? "NewOfflinePaymentPurchaseNotification" : "OnlinePaymentDeclined",
  );
  return owing;
}

/** Orders come from tests and over the control API: what they say is looked at before anything is made of it. */
function requireOrder({ items, gracePeriodDays = 0, customerId = 1 }: Order): void {
  if (items.length === 0) throw new RangeError("An order has at least one item.");
  if (!isCount(gracePeriodDays)) throw new RangeError("A grace period is a whole number of days.");
  if (!isCount(customerId)) throw new RangeError("A customer's id is a whole number.");
}

/** What was ordered, as far as it does not hang on the payment. */
function ordered(world: World, order: Order, now: number): SubscriptionRecord {
  const interval = intervalOf(order);
  const id = mintNumber(world, "subscription");
  return {
    id,
    customerId: customerOf(world, order, id),
    customerReferenceId: order.customerReferenceId ?? "",
    customerReferenceNo: order.customerReferenceNo ?? "",
    currencyId: order.currencyId ?? "EUR",
    status: "Active",
    renewalType: order.renewalType ?? "Automatic",
    managementModel: order.managementModel ?? "2.0",
    interval,
    gracePeriodDays: order.gracePeriodDays ?? 0,
    ...NOTHING_HAPPENED,
    startDate: now,
    intervalStart: now,
    ...billingDate(intervalLater(now, interval), now),
    items: order.items.map((item, index) => orderedItem(world, item, index + 1, now)),
  };
}

const NOTHING_HAPPENED = {
  lastIntervalNo: 0,
  endDate: null,
  unpaidUntil: null,
  unpaidPurchaseId: null,
  paysAt: null,
  outcomes: [],
  originalPurchaseId: 0,
} as const;

function purchased(
  record: SubscriptionRecord,
  { id }: PurchaseRecord,
): SubscriptionRecord["items"] {
  return changedItems(record, () => true, { purchaseIds: [id] });
}

function customerOf(world: World, order: Order, id: number): number {
  const { customerId, customerEmail = `customer-${id}@example.com` } = order;
  if (customerId === undefined) return makeCustomer(world, { email: customerEmail }).id;
  return (
    world.store.get("customers", String(customerId)) ??
    makeCustomer(world, { id: customerId, email: customerEmail })
  ).id;
}

function intervalOf({ intervalMonths, intervalDays = 0 }: Order): Interval {
  const months = intervalMonths ?? (intervalDays > 0 ? 0 : 1);
  if (!isCount(months) || !isCount(intervalDays) || months + intervalDays === 0) {
    throw new RangeError("An interval is a whole number of months and days, more than 0 together.");
  }
  return { months, days: intervalDays };
}
