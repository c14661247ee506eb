import type { JsonObject } from "../json-reading.ts";
import type { Events } from "./reference.ts";

export type BillingUnit =
  | "monthly"
  | "yearly"
  | "years_2"
  | "years_3"
  | "years_4"
  | "years_5"
  | "years_6";

export interface BillingPeriod {
  readonly from: string;
  readonly to: string;
  readonly delta: number;
  readonly uom: BillingUnit;
}

/** One side's bill for a period of a subscription; the subscription is filled in when shown. */
export interface BillingRequest {
  readonly id: string;
  readonly type: "vendor" | "provider";
  readonly asset: { readonly id: string };
  readonly items: readonly JsonObject[];
  readonly period: BillingPeriod;
  readonly attributes: { readonly vendor: JsonObject; readonly provider: JsonObject };
  readonly events: Events;
}
