import { difference, NOTHING, scaled, type Price } from "../documents/price.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import type { Alignment } from "../http/alignment-settings.ts";
import { intervalLater } from "../instants.ts";
import { renewalPrice } from "../records.ts";

/**
 * What a change costs at once. Aligned: the difference for what is left of the interval. With a new interval: all
 * of the new price, less what is left of the old one. Otherwise nothing.
 */
export function alignmentPrice(
  before: SubscriptionRecord,
  after: SubscriptionRecord,
  { isAligned, isExtended }: Alignment,
  now: number,
): Price {
  if (!isAligned) return NOTHING;
  const left = shareLeft(before, now);
  const [old, changed] = [renewalPrice(before), renewalPrice(after)];
  return isExtended
    ? difference(changed, scaled(old, left))
    : scaled(difference(changed, old), left);
}

/** How much of a whole interval is left; more than 1 when the billing date was moved further away. */
function shareLeft({ nextBillingDate, intervalStart, interval }: SubscriptionRecord, now: number) {
  const whole = intervalLater(intervalStart, interval) - intervalStart;
  return Math.max(0, nextBillingDate - now) / whole;
}
