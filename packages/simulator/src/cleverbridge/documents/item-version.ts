import type { Price } from "./price.ts";
import type { ItemStatus } from "./status.ts";

/** One version of an item. Running numbers repeat over versions; exactly one version of each is current. */
export interface ItemVersion {
  readonly runningNo: number;
  /** Counts from 1. */
  readonly version: number;
  readonly isCurrent: boolean;
  readonly status: ItemStatus;
  readonly quantity: number;
  readonly productId: number;
  readonly productName: string;
  readonly productNameExtension: string;
  readonly couponcode: string;
  readonly promotionId: number | null;
  /** All dates are microseconds since 1970. */
  readonly startDate: number;
  readonly endDate: number | null;
  readonly deactivationDate: number | null;
  readonly versionActiveDate: number;
  /** How often it was billed after the purchase. */
  readonly lastIntervalNo: number;
  /** After so many billings it is finished; null for no end. */
  readonly recurrenceCount: number | null;
  /** For the whole quantity and one interval. */
  readonly price: Price;
  readonly purchaseIds: readonly number[];
  /** What made this version, as notifications word it. */
  readonly eventtype: string;
}
