import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { DAY } from "../instants.ts";

/** How long before a billing its reminder is sent. */
export const REMINDER_MICROSECONDS = 7 * DAY;

/** The members that go with a next billing date; a reminder that would be past already is left out. */
export function billingDate(
  date: number,
  now: number,
): Pick<SubscriptionRecord, "nextBillingDate" | "remindAt" | "billNotBefore" | "rests"> {
  const reminder = date - REMINDER_MICROSECONDS;
  return {
    nextBillingDate: date,
    remindAt: reminder > now ? reminder : null,
    billNotBefore: null,
    rests: false,
  };
}

/** When something happens to a subscription by itself, in microseconds; undefined when nothing will. */
export function dueAt(record: SubscriptionRecord): number | undefined {
  if (record.rests) return undefined;
  if (record.status === "Active") {
    const billing = Math.max(record.nextBillingDate, record.billNotBefore ?? 0);
    return Math.min(billing, record.remindAt ?? Infinity);
  }
  if (!["Grace", "Hold", "New"].includes(record.status)) return undefined;
  const due = Math.min(record.unpaidUntil ?? Infinity, record.paysAt ?? Infinity);
  return Number.isFinite(due) ? due : undefined;
}

/** Due times count from their millisecond on, which is as fine as clocks are. */
export function isDue(due: number | undefined, nowMs: number): boolean {
  return due !== undefined && Math.floor(due / 1000) <= nowMs;
}
