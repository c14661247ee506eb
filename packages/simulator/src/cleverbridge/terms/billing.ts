import type { ItemVersion } from "../documents/item-version.ts";
import type { PurchaseRecord, RevenueCategory } from "../documents/purchase-record.ts";
import type { PaymentOutcome, SubscriptionRecord } from "../documents/subscription-record.ts";
import { DAY, intervalLater } from "../instants.ts";
import { notify, notifyOfPayment } from "../notifications/notify.ts";
import { activeItems, changedItems, renewalPrice, writeSubscription } from "../records.ts";
import { stamp, type World } from "../world.ts";
import { billingDate } from "./dates.ts";
import { finishedBefore, afterBilling } from "./finishing.ts";
import { nextOutcome } from "./payment.ts";
import { findPurchase, openPurchase, restatedPurchase } from "./purchases.ts";

/** Where the interval begins that is paid for, and where it ends. */
interface Term {
  readonly start: number;
  readonly end: number;
}

/** Charges the interval that begins now, and carries out what comes of it. */
export function billTerm(world: World, before: SubscriptionRecord): void {
  const record = finishedBefore(world, before);
  if (record.status !== "Active") return;
  const { outcome, outcomes } = nextOutcome(world, record);
  const charged = writeSubscription(world, record, { outcomes });
  if (outcome === "paid") {
    renewed(world, charged, "AutomaticRenewal", followingTerm(world, charged));
  } else {
    leftUnpaid(world, charged, outcome);
  }
}

/** The subscription after an interval was paid for, whether it was due or is renewed early. */
export function renewed(
  world: World,
  record: SubscriptionRecord,
  category: RevenueCategory,
  { start, end }: Term,
): SubscriptionRecord {
  const purchase = paidPurchase(world, record, category);
  const now = stamp(world);
  const items = changedItems(record, isBilled, ({ lastIntervalNo, purchaseIds }) => ({
    lastIntervalNo: lastIntervalNo + 1,
    purchaseIds: [...purchaseIds, purchase.id],
    eventtype: "renewed",
  }));
  const paid = writeSubscription(world, record, {
    status: "Active",
    lastIntervalNo: record.lastIntervalNo + 1,
    intervalStart: start,
    items,
    unpaidUntil: null,
    unpaidPurchaseId: null,
    paysAt: null,
    ...billingDate(end, now),
  });
  const after = afterBilling(world, paid);
  notifyOfPayment(world, after, purchase);
  return after;
}

/** A subscription whose charge was declined, or is yet to be paid: in Grace, or without one in Hold. */
function leftUnpaid(
  world: World,
  record: SubscriptionRecord,
  outcome: Exclude<PaymentOutcome, "paid">,
): void {
  const purchase = openPurchase(world, record, {
    status: "Hold",
    category: "AutomaticRenewal",
    price: renewalPrice(record),
    runningNos: activeItems(record).map(({ runningNo }) => runningNo),
  });
  const due = Math.max(record.nextBillingDate, record.billNotBefore ?? 0);
  const owing = writeSubscription(world, record, {
    unpaidPurchaseId: purchase.id,
    paysAt: typeof outcome === "object" ? due + outcome.paidAfterDays * DAY : null,
    remindAt: null,
  });
  if (record.gracePeriodDays === 0) {
    onHold(world, owing, due);
    return;
  }
  const waiting = writeSubscription(world, owing, {
    status: "Grace",
    unpaidUntil: due + record.gracePeriodDays * DAY,
  });
  notify(world, waiting, world.quirks.graceNotification, { purchase });
}

/** Puts a subscription on Hold from a time on. */
export function onHold(world: World, record: SubscriptionRecord, from: number): void {
  const held = writeSubscription(world, record, {
    status: "Hold",
    remindAt: null,
    unpaidUntil: from + world.quirks.holdDays * DAY,
  });
  notify(world, held, "RecurringBillingOnHoldNotification");
}

/**
 * The interval that follows the one that is running out. After a late payment or a late reinstatement that interval
 * may be over already; then it begins anew.
 */
export function followingTerm(world: World, record: SubscriptionRecord): Term {
  const { nextBillingDate, billNotBefore, status, interval } = record;
  const end = intervalLater(nextBillingDate, interval);
  const isLate = billNotBefore !== null || status !== "Active";
  const now = Math.floor(world.clock.now()) * 1000;
  return isLate && end <= now
    ? { start: now, end: intervalLater(now, interval) }
    : { start: nextBillingDate, end };
}

function isBilled({ status }: ItemVersion): boolean {
  return status === "Active";
}

/** The purchase of an interval: a new one, or the one that has been waiting for its payment. */
function paidPurchase(
  world: World,
  record: SubscriptionRecord,
  category: RevenueCategory,
): PurchaseRecord {
  const owed =
    record.unpaidPurchaseId === null ? undefined : findPurchase(world, record.unpaidPurchaseId);
  if (owed !== undefined) return restatedPurchase(world, owed, "Paid");
  return openPurchase(world, record, {
    status: "Paid",
    category,
    price: renewalPrice(record),
    runningNos: activeItems(record).map(({ runningNo }) => runningNo),
  });
}
