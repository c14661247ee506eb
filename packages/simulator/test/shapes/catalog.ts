import * as parts from "./parts.ts";
import { filled, flag, free, link, listOf, object, oneOf, text, whole } from "./shape.ts";

const SALE_STATUS = oneOf("draft", "published", "endofsale");

export const product = object({
  id: parts.id("PRD"),
  name: text,
  icon: text,
  short_description: text,
  detailed_description: text,
  version: whole,
  status: SALE_STATUS,
  latest: flag,
  external_id: text,
  visibility: object({ owner: flag, listing: flag, catalog: flag, syndication: flag }),
  owner: parts.reference,
  configurations: object({ suspend_resume_supported: flag, requires_reseller_information: flag }),
  capabilities: free,
  events: parts.events,
});

export const item = object({
  id: parts.id("PRD"),
  local_id: filled,
  mpn: text,
  name: text,
  display_name: text,
  description: text,
  type: oneOf("reservation", "ppu"),
  period: text,
  precision: text,
  status: SALE_STATUS,
  position: whole,
  unit: object({ id: filled, name: text, title: text, unit: text }),
  events: parts.events,
});

const PARAMETER = {
  id: parts.id("PRM"),
  name: filled,
  title: text,
  description: text,
  type: parts.parameterType,
  scope: oneOf("asset", "tier1", "tier2", "product", "item", "marketplace", "item_marketplace"),
  phase: oneOf("ordering", "fulfillment", "configuration"),
  constraints: free,
  position: whole,
  events: parts.events,
};
export const parameter = object(PARAMETER);

export const template = object({
  id: parts.id("TL"),
  name: text,
  title: text,
  body: text,
  scope: oneOf("asset", "tier1", "tier2"),
  type: oneOf("inquire", "fulfillment", "pending"),
  position: whole,
  events: parts.events,
});

export const action = object({
  id: parts.id("ACT"),
  action: filled,
  name: text,
  title: text,
  description: text,
  type: text,
  scope: text,
  events: parts.events,
});
export const actionLink = object({ link });
export const secret = object({ jwt_secret: filled });

export const message = object({
  id: parts.id("PRDMSG"),
  external_id: filled,
  value: filled,
  auto: flag,
  product: parts.product,
});

export const configuration = object({
  parameter: object(PARAMETER),
  value: text,
  "structured_value?": free,
  "item?": parts.reference,
  "marketplace?": parts.reference,
  events: parts.events,
});

export const connection = parts.productConnection;
export const noMedia = listOf(object({}));
