import type { Price } from "./price.ts";

/** What is sold. */
export interface ProductRecord {
  readonly id: number;
  readonly name: string;
  readonly nameExtension: string;
  /** For one piece and one interval. */
  readonly unitPrice: Price;
  /** Only fits subscriptions with this interval; undefined for any. */
  readonly intervalMonths?: number;
  /** What is no longer sold can be neither added nor reinstated. */
  readonly isSold: boolean;
}
