import type { Price } from "./price.ts";

/** The state of a purchase, which is not that of its subscription. */
export type PurchaseStatus = "Paid" | "Hold" | "Chargeback" | "Refunded";

export const PURCHASE_CODES: Readonly<Record<PurchaseStatus, string>> = {
  Paid: "PAY",
  Hold: "HLD",
  Chargeback: "CHB",
  Refunded: "REF",
};

/** Why something was charged, as notifications word it. */
export type RevenueCategory = "Initial" | "AutomaticRenewal" | "ManualRenewal" | "Alignment";

/** One charge, made or tried. Dates are microseconds since 1970. */
export interface PurchaseRecord {
  readonly id: number;
  readonly subscriptionId: number;
  readonly status: PurchaseStatus;
  readonly category: RevenueCategory;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly price: Price;
  readonly runningNos: readonly number[];
}
