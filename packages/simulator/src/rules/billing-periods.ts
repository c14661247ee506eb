import type { BillingUnit } from "../documents/billing.ts";
import { monthsLater, parseInstant } from "../instants.ts";

const MONTHS: Readonly<Record<BillingUnit, number>> = {
  monthly: 1,
  yearly: 12,
  years_2: 24,
  years_3: 36,
  years_4: 48,
  years_5: 60,
  years_6: 72,
};

/** The billing unit behind an item's period; what is not billed again and again counts as monthly. */
export function unitOf(period: string | null | undefined): BillingUnit {
  const unit = period?.toLowerCase() ?? "";
  return isUnit(unit) ? unit : "monthly";
}

export function isUnit(text: string): text is BillingUnit {
  return Object.hasOwn(MONTHS, text);
}

/** The first date after `now` on which a period that began at `start` begins again; both in microseconds. */
export function nextBilling(start: string, unit: BillingUnit, now: number): number {
  const first = parseInstant(start) ?? 0;
  const step = MONTHS[unit];
  let count = 1;
  while (monthsLater(first, count * step) <= now) count += 1;
  return monthsLater(first, count * step);
}
