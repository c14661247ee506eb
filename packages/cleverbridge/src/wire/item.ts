import type { CleverbridgeItemStatus } from "./item-status.ts";
import type { CleverbridgeMoment } from "./moment.ts";

/** A price, as far as the platform shows it. */
export interface CleverbridgePrice {
  /** ISO 4217. */
  readonly currencyId?: string | undefined;
  readonly gross?: number | undefined;
  readonly net?: number | undefined;
  readonly vat?: number | undefined;
}

/**
 * One version of an item of a subscription. Every change makes a new version under the same running number.
 */
export interface CleverbridgeItem {
  /** Number of the item inside its subscription; its versions share it. */
  readonly runningNumber: number;
  readonly status: CleverbridgeItemStatus;
  /** As it was sent, as text. */
  readonly rawStatus: string;
  /** Whether this is the item's latest version; undefined when the platform did not say. */
  readonly isCurrent: boolean | undefined;
  readonly version?: number | undefined;
  readonly quantity?: number | undefined;
  readonly productId?: number | undefined;
  readonly productName?: string | undefined;
  readonly productNameExtension?: string | undefined;
  readonly couponCode?: string | undefined;
  readonly promotionId?: string | undefined;
  readonly startDate?: CleverbridgeMoment | undefined;
  readonly endDate?: CleverbridgeMoment | undefined;
  readonly deactivationDate?: CleverbridgeMoment | undefined;
  readonly lastIntervalNo?: number | undefined;
  /** How often the item is billed at most. */
  readonly recurrenceCount?: number | undefined;
  readonly nextBillingPrice?: CleverbridgePrice | undefined;
  readonly nextRenewalPrice?: CleverbridgePrice | undefined;
}
