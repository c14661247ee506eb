import type { JsonObject } from "../json-reading.ts";
import type { Reference } from "./reference.ts";

export interface Webhook {
  readonly id: string;
  readonly type: string;
  readonly object_class: string;
  readonly label: string;
  readonly description: string;
  readonly active: boolean;
  readonly external_url: string;
  readonly jwt_secret: string;
  readonly http_method: "POST" | "GET";
  readonly product: Reference;
  readonly data: JsonObject;
  readonly headers: JsonObject;
  readonly account: Reference;
  readonly created_at: string;
  readonly modified_at: string;
}

export const WEBHOOK_TYPES = [
  "event",
  "validator",
  "inquiring_validator",
  "change_validator",
  "change_inquiring_validator",
  "renew_validator",
  "renew_inquiring_validator",
  "transfer_validator",
  "transfer_inquiring_validator",
  "draft_tcr_t1_val",
  "draft_tcr_t2_val",
  "tcr_setup_t1_inq_val",
  "tcr_setup_t2_inq_val",
  "tcr_update_t1_validator",
  "tcr_update_t2_validator",
  "tcr_update_t1_inq_val",
  "tcr_update_t2_inq_val",
] as const;

export const WEBHOOK_CLASSES = [
  "fulfillment_request",
  "tier_config_request",
  "tier_account_request",
  "listing_request",
  "billing_request",
  "usage_file",
] as const;
