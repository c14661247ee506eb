import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { notify } from "../notifications/notify.ts";
import { writeSubscription } from "../records.ts";
import type { World } from "../world.ts";
import { billTerm, followingTerm, onHold, renewed } from "./billing.ts";
import { dueAt, isDue } from "./dates.ts";
import { endUnpaid } from "./ending.ts";
import { payFirst } from "./first-payment.ts";

/** Lets everything happen that is due, the earliest first. */
export function settleDue(world: World): void {
  for (let next = earliestDue(world); next !== undefined; next = earliestDue(world)) {
    happen(world, next);
  }
}

function earliestDue(world: World): SubscriptionRecord | undefined {
  const now = world.clock.now();
  let earliest: { readonly record: SubscriptionRecord; readonly due: number } | undefined;
  for (const record of world.store.values("subscriptions")) {
    const due = dueAt(record);
    if (due === undefined || !isDue(due, now)) continue;
    if (earliest === undefined || due < earliest.due) earliest = { record, due };
  }
  return earliest?.record;
}

/** The one thing a subscription is due for. */
function happen(world: World, record: SubscriptionRecord): void {
  const { status, remindAt, paysAt, unpaidUntil } = record;
  if (status === "Active") {
    if (remindAt === null) endTerm(world, record);
    else remind(world, record);
  } else if (paysAt !== null && paysAt <= (unpaidUntil ?? Infinity)) {
    if (status === "New") payFirst(world, record);
    else renewed(world, record, "AutomaticRenewal", followingTerm(world, record));
  } else if (status === "Grace") {
    onHold(world, record, unpaidUntil ?? record.nextBillingDate);
  } else {
    endUnpaid(world, record);
  }
}

function remind(world: World, record: SubscriptionRecord): void {
  const reminded = writeSubscription(world, record, { remindAt: null });
  notify(
    world,
    reminded,
    record.renewalType === "Manual"
      ? "SubscriptionReminderOfflinePayNotification"
      : "SubscriptionReminderChargeNotification",
  );
}

/** The interval is over: it is renewed, unless the customer was to do that by hand. */
function endTerm(world: World, record: SubscriptionRecord): void {
  const isByHand = record.managementModel === "2.0" && record.renewalType === "Manual";
  if (!isByHand) billTerm(world, record);
  else if (world.quirks.manualEnd === "Hold") onHold(world, record, record.nextBillingDate);
  else endUnpaid(world, record);
}
