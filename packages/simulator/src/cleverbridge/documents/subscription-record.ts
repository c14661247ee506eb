import type { ItemVersion } from "./item-version.ts";
import type { ManagementModel, RenewalType, SubscriptionStatus } from "./status.ts";

/**
 * What comes of one charge. `pending`: offline, neither paid nor refused yet. With `paidAfterDays` it is declined,
 * and the customer pays so many days later.
 */
export type PaymentOutcome = "paid" | "declined" | "pending" | { readonly paidAfterDays: number };

/** How long one interval is. At least one of the two is above 0. */
export interface Interval {
  readonly months: number;
  readonly days: number;
}

/** A subscription as the platform keeps it. All dates are microseconds since 1970. */
export interface SubscriptionRecord {
  readonly id: number;
  readonly customerId: number;
  readonly customerReferenceId: string;
  readonly customerReferenceNo: string;
  readonly currencyId: string;
  readonly status: SubscriptionStatus;
  readonly renewalType: RenewalType;
  readonly managementModel: ManagementModel;
  readonly interval: Interval;
  readonly gracePeriodDays: number;
  readonly lastIntervalNo: number;
  readonly startDate: number;
  readonly endDate: number | null;
  /** When the interval began that has been paid for. */
  readonly intervalStart: number;
  readonly nextBillingDate: number;
  /** When the reminder is sent; null when it was, or never is. */
  readonly remindAt: number | null;
  /** When the present grace or hold is over; null outside of them. */
  readonly unpaidUntil: number | null;
  /** The purchase that is waiting for its payment; null when none is. */
  readonly unpaidPurchaseId: number | null;
  /** When the customer makes up for a payment that was declined; null when never. */
  readonly paysAt: number | null;
  /** Reinstated after its date: billed from then on. Null otherwise. */
  readonly billNotBefore: number | null;
  /** Put here with a date that was past already: nothing happens by itself until someone changes it. */
  readonly rests: boolean;
  /** What comes of the charges to come, in order; after them chance decides. */
  readonly outcomes: readonly PaymentOutcome[];
  readonly originalPurchaseId: number;
  /** In the order of running numbers, the newest version of each first. */
  readonly items: readonly ItemVersion[];
}
