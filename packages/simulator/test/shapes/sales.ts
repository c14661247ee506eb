import * as parts from "./parts.ts";
import {
  either,
  filled,
  flag,
  free,
  instant,
  link,
  listOf,
  number,
  object,
  oneOf,
  orNull,
  text,
  valuesOf,
  whole,
  type Shape,
} from "./shape.ts";

const ASSET_STATUS = oneOf(
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
);
const REQUEST_STATUS = oneOf(
  "draft",
  "tiers_setup",
  "pending",
  "inquiring",
  "approved",
  "failed",
  "scheduled",
  "revoking",
  "revoked",
);
const REQUEST_TYPE = oneOf(
  "purchase",
  "change",
  "suspend",
  "resume",
  "cancel",
  "adjustment",
  "renew",
  "transfer",
);

const ASSET: Readonly<Record<string, Shape>> = {
  id: parts.id("AS"),
  status: ASSET_STATUS,
  external_id: text,
  external_uid: text,
  product: parts.capableProduct,
  connection: parts.connection,
  events: parts.events,
  items: listOf(parts.item),
  params: listOf(parts.parameter),
  tiers: parts.tiers,
  configuration: object({ params: listOf(free) }),
  marketplace: parts.reference,
  contract: parts.reference,
};

const pendingRequest = object({
  id: parts.id("PR"),
  type: REQUEST_TYPE,
  status: REQUEST_STATUS,
  template: orNull(parts.template),
});

export const asset = object({
  ...ASSET,
  "pending_request?": orNull(pendingRequest),
  "template?": orNull(parts.reference),
});

export const request = object({
  id: parts.id("PR"),
  type: REQUEST_TYPE,
  status: REQUEST_STATUS,
  note: text,
  reason: text,
  created: instant,
  updated: instant,
  answered: flag,
  assignee: parts.assignee,
  activation_key: text,
  asset: object(ASSET),
  template: orNull(parts.template),
  effective_date: orNull(instant),
  planned_date: orNull(instant),
  previous_approved_request: orNull(object({ id: parts.id("PR") })),
  external_attributes: free,
  marketplace: parts.reference,
  contract: parts.reference,
  events: parts.events,
  "params_form_url?": link,
});

export const requestReference = object({
  id: parts.id("PR"),
  type: REQUEST_TYPE,
  status: REQUEST_STATUS,
  assignee: parts.assignee,
  events: parts.events,
});

const billedItem = {
  id: filled,
  global_id: filled,
  mpn: text,
  display_name: text,
  type: text,
  item_type: oneOf("reservation", "ppu"),
  period: orNull(text),
  quantity: number,
};
const lastBill = orNull(
  object({ id: filled, type: oneOf("vendor", "provider"), period: parts.period }),
);
const count = object({ count: whole, last_request: lastBill });
const stats = object({ vendor: count, provider: count });
const BILLING = {
  period: object({ delta: number, uom: text }),
  next_date: instant,
  anniversary: object({ day: whole, month: whole }),
};

export const billedAsset = object({
  ...ASSET,
  items: listOf(object({ ...billedItem, billing: object({ stats }) })),
  billing: object({ ...BILLING, stats }),
  renewal_expiration_date: orNull(instant),
  "pending_request?": orNull(pendingRequest),
  "template?": orNull(parts.reference),
});

const { items: _items, ...ASSET_WITHOUT_ITEMS } = ASSET;
export const attributes = object({ vendor: free, provider: free });

export const billingRequest = object({
  id: either(parts.id("BRV"), parts.id("BRP")),
  type: oneOf("vendor", "provider"),
  asset: object({ ...ASSET_WITHOUT_ITEMS, billing: object(BILLING) }),
  items: listOf(object({ ...billedItem, billing: object({ cycle_number: whole }) })),
  period: parts.period,
  attributes,
  events: parts.events,
});

const CONVERSATION = {
  id: parts.id("CO"),
  instance_id: filled,
  topic: filled,
  type: oneOf("conversation", "notes"),
  status: oneOf("open", "closed"),
  created: instant,
  accounts: listOf(parts.reference),
  creator: parts.reference,
  events: parts.events,
};
export const conversation = object(CONVERSATION);

export const message = object({
  id: parts.id("ME"),
  conversation: parts.id("CO"),
  account: parts.reference,
  created: instant,
  creator: parts.reference,
  text,
  type: oneOf("message", "state_change", "private"),
  events: parts.events,
});

/** Read by itself, it brings its messages. */
export const toldConversation = object({ ...CONVERSATION, messages: listOf(message) });

export const aggregate = object({
  asset: object({ id: parts.id("AS"), external_id: text, external_uid: text }),
  item: object({
    id: filled,
    local_id: text,
    mpn: text,
    name: text,
    precision: text,
    type: text,
    unit: text,
  }),
  consumed: number,
  accepted: number,
  amount: orNull(number),
  currency: orNull(text),
  events: valuesOf(free),
});
