import type { CleverbridgeItem } from "./item.ts";
import type { CleverbridgeMoment } from "./moment.ts";
import type { RenewalType } from "./renewal-type.ts";
import type { CleverbridgeStatus } from "./subscription-status.ts";

/** Length of a billing interval. */
export interface CleverbridgeInterval {
  readonly months: number;
  readonly days: number;
}

/** A subscription as the platform shows it, in one form whichever way it was sent. */
export interface CleverbridgeSubscription {
  /** Digits only; requests carry them with an `S` in front. */
  readonly id: string;
  readonly status: CleverbridgeStatus;
  /** As it was sent, as text. */
  readonly rawStatus: string;
  readonly customerId?: string | undefined;
  /** The client's own id of the customer, given at purchase. */
  readonly customerReferenceId?: string | undefined;
  readonly customerReferenceNo?: string | undefined;
  readonly customerCurrencyId?: string | undefined;
  /** Undefined when the platform shows none, as it may under Subscription Management 1.0. */
  readonly renewalType: RenewalType | undefined;
  readonly nextBillingDate?: CleverbridgeMoment | undefined;
  readonly nextBillingDateReminder?: CleverbridgeMoment | undefined;
  readonly startDate?: CleverbridgeMoment | undefined;
  readonly endDate?: CleverbridgeMoment | undefined;
  /** Days between a missed payment and the status `hold`. */
  readonly gracePeriodDays?: number | undefined;
  /** 0 at first, one more with each interval that was paid. */
  readonly lastIntervalNo?: number | undefined;
  readonly interval?: CleverbridgeInterval | undefined;
  readonly billingInterval?: CleverbridgeInterval | undefined;
  readonly startInterval?: CleverbridgeInterval | undefined;
  /**
   * The current version of each item, one to a running number, in the order sent. An item whose number is
   * among the ambiguous ones is not here.
   */
  readonly items: readonly CleverbridgeItem[];
  /** All versions that are not, or not for certain, current, in the order sent. */
  readonly otherVersions: readonly CleverbridgeItem[];
  /** Running numbers of which the current version cannot be told. No item may be changed while there are any. */
  readonly ambiguousRunningNumbers: readonly number[];
  /** Members that were sent in a shape that cannot be read, and are left out above; by their platform names. */
  readonly unreadMembers: readonly string[];
}
