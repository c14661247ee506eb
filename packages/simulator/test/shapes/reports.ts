import { WEBHOOK_CLASSES, WEBHOOK_TYPES } from "../../src/documents/webhook.ts";
import * as parts from "./parts.ts";
import {
  day,
  either,
  filled,
  flag,
  free,
  instant,
  listOf,
  link,
  number,
  object,
  oneOf,
  orNull,
  text,
  valuesOf,
  whole,
} from "./shape.ts";

const TIER_STATUS = oneOf("processing", "active");

const TIER_CONFIG = {
  id: parts.id("TC"),
  name: filled,
  status: TIER_STATUS,
  tier_level: oneOf(1, 2),
  account: parts.account,
  product: parts.capableProduct,
  connection: parts.connection,
  marketplace: parts.reference,
  contract: parts.reference,
  params: listOf(parts.tierParameter),
  configuration: object({ params: listOf(free) }),
  template: orNull(parts.reference),
  open_request: orNull(object({ id: parts.id("TCR") })),
  events: parts.events,
};
export const tierConfig = object(TIER_CONFIG);

const tierTemplate = object({ id: filled, name: text, "representation?": text });

export const tierRequest = object({
  id: parts.id("TCR"),
  type: oneOf("setup", "update", "adjustment"),
  status: oneOf("draft", "tiers_setup", "pending", "inquiring", "approved", "failed"),
  configuration: object(TIER_CONFIG),
  "parent_configuration?": tierConfig,
  params: listOf(parts.tierParameter),
  environment: oneOf("preview", "test", "production"),
  assignee: parts.assignee,
  template: orNull(tierTemplate),
  reason: text,
  notes: text,
  effective_date: orNull(instant),
  tiers: object({ tier1: orNull(parts.account), tier2: orNull(parts.account) }),
  events: object({
    created: parts.stampedBy,
    updated: parts.stampedBy,
    "inquired?": parts.stampedBy,
    "pended?": parts.stampedBy,
    "approved?": parts.stampedBy,
    "failed?": parts.stampedBy,
  }),
  "activation?": object({ link }),
});

export const tierApproval = object({
  template: object({ id: parts.id("TL"), name: text, representation: text }),
  effective_date: instant,
});

export const tierAccount = object({
  id: parts.id("TA"),
  type: oneOf("customer", "reseller"),
  name: text,
  external_id: text,
  external_uid: text,
  environment: oneOf("production", "test", "preview"),
  scopes: listOf(oneOf("customer", "tier1", "tier2")),
  tax_id: text,
  contact_info: parts.contact,
  owner: parts.reference,
  hub: parts.reference,
  parent: either(object({}), parts.reference),
  db: oneOf("EU", "US", "JP", "AU"),
  version: whole,
  events: parts.events,
});

export const tierAccountRequest = object({
  id: parts.id("TAR"),
  type: oneOf("update"),
  status: oneOf("pending", "accepted", "ignored", "unsupported"),
  account: tierAccount,
  product: parts.product,
  provider: parts.reference,
  vendor: parts.reference,
  reason: orNull(text),
  events: parts.events,
});

const SCHEMA = oneOf("tr", "pr", "qt", "cr");
const COUNTS = {
  uploaded: whole,
  validated: whole,
  pending: whole,
  accepted: whole,
  closed: whole,
  billed: whole,
};

export const usageFile = object({
  id: parts.id("UF"),
  name: text,
  description: text,
  note: text,
  external_id: orNull(text),
  status: oneOf(
    "draft",
    "uploading",
    "uploaded",
    "invalid",
    "processing",
    "ready",
    "rejected",
    "pending",
    "accepted",
    "closed",
    "deleted",
  ),
  sub_status: orNull(oneOf("processing", "processed")),
  schema: SCHEMA,
  currency: text,
  environment: oneOf("test", "preview", "production"),
  period: object({ from: day, to: day }),
  start_datetime_utc: instant,
  end_datetime_utc: instant,
  product: object({ id: parts.id("PRD"), name: text, icon: text }),
  contract: parts.reference,
  marketplace: parts.reference,
  vendor: parts.reference,
  provider: parts.reference,
  acceptance_note: text,
  rejection_note: text,
  error_detail: text,
  usage_file_uri: text,
  processed_file_uri: text,
  reconciliation_file_uri: text,
  records: object({ valid: whole, invalid: whole, closed: whole }),
  stats: object(COUNTS),
  events: valuesOf(parts.stampedBy),
});

export const usageRecord = object({
  id: parts.id("UR"),
  status: oneOf("valid", "invalid", "approved", "rejected", "closed"),
  usagefile: object({ id: parts.id("UF"), name: text, schema: SCHEMA }),
  product_id: parts.id("PRD"),
  asset: object({ id: text, external_id: text, external_uid: text }),
  asset_id: text,
  asset_external_id: text,
  asset_external_uid: text,
  item: object({
    id: text,
    name: text,
    "local_id?": text,
    "mpn?": text,
    "precision?": text,
    "type?": text,
    "unit?": text,
  }),
  item_id: text,
  usage: number,
  amount: orNull(number),
  start_date: instant,
  end_date: instant,
  category: text,
  params: listOf(free),
  external_billing_id: text,
  external_billing_note: text,
  closed_at: orNull(instant),
  closed_by: orNull(text),
});

export const closedRecord = object({
  id: text,
  "status?": text,
  "error_codes?": text,
  "error_details?": text,
});

const call = object({
  time: instant,
  duration: number,
  status: oneOf("success", "failure"),
  status_code: orNull(whole),
  response: free,
  errors: text,
});
const user = object({ id: filled, name: text, "email?": text });

export const webhook = object({
  id: parts.id("WH"),
  type: oneOf(...WEBHOOK_TYPES),
  object_class: oneOf(...WEBHOOK_CLASSES),
  label: text,
  description: text,
  active: flag,
  external_url: link,
  jwt_secret: filled,
  http_method: oneOf("GET", "POST"),
  product: parts.reference,
  data: free,
  headers: free,
  account: parts.reference,
  api_url: link,
  created_at: instant,
  created_by: user,
  modified_at: orNull(instant),
  modified_by: user,
  stats: object({
    events: whole,
    triggers: whole,
    success_triggers: whole,
    failure_triggers: whole,
    failure_since_last_success: whole,
  }),
  last_event: orNull(instant),
  earliest_possible_trigger: orNull(instant),
  "last_success?": orNull(call),
  "last_failure?": orNull(call),
});
