import type { JsonObject } from "../json-reading.ts";
import type { Reference } from "./reference.ts";

/** An upload is read at once, so a file is never seen `uploading`, `uploaded` or `processing`. */
export type UsageFileStatus =
  | "draft"
  | "invalid"
  | "ready"
  | "rejected"
  | "pending"
  | "accepted"
  | "closed"
  | "deleted";

export const USAGE_RECORD_STATUSES = [
  "valid",
  "invalid",
  "approved",
  "rejected",
  "closed",
] as const;
type UsageRecordStatus = (typeof USAGE_RECORD_STATUSES)[number];

/** A vendor's report of what was used. Only files that were uploaded have a `usage_file_uri`. */
export interface UsageFile {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly note: string;
  readonly external_id: string | null;
  readonly status: UsageFileStatus;
  readonly sub_status: null;
  readonly schema: string;
  readonly currency: string;
  readonly environment: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly start_datetime_utc: string;
  readonly end_datetime_utc: string;
  readonly product: JsonObject & { readonly id: string };
  readonly contract: JsonObject & { readonly id: string };
  readonly marketplace: JsonObject;
  readonly vendor: Reference;
  readonly provider: Reference;
  readonly acceptance_note: string;
  readonly rejection_note: string;
  readonly error_detail: string;
  readonly usage_file_uri: string;
  readonly processed_file_uri: string;
  readonly reconciliation_file_uri: string;
  readonly events: Readonly<Record<string, { readonly at: string; readonly by: Reference }>>;
}

/** One line of a usage file. */
export interface UsageRecord {
  readonly id: string;
  readonly status: UsageRecordStatus;
  readonly usagefile: { readonly id: string; readonly name: string; readonly schema: string };
  readonly product_id: string;
  readonly asset: {
    readonly id: string;
    readonly external_id: string;
    readonly external_uid: string;
  };
  readonly asset_id: string;
  readonly asset_external_id: string;
  readonly asset_external_uid: string;
  readonly item: JsonObject & { readonly id: string };
  readonly item_id: string;
  readonly usage: number;
  readonly amount: number | null;
  readonly start_date: string;
  readonly end_date: string;
  readonly category: string;
  readonly params: readonly JsonObject[];
  readonly external_billing_id: string;
  readonly external_billing_note: string;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
}
