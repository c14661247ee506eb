import {
  either,
  filled,
  free,
  instant,
  listOf,
  matching,
  number,
  object,
  oneOf,
  orNull,
  text,
  type Shape,
} from "./shape.ts";

export const id = (prefix: string): Shape => matching(new RegExp(`^${prefix}-[\\d-]+$`, "u"));

export const reference = object({ id: filled, "name?": text });
export const stampedBy = object({ at: instant, "by?": reference });
export const events = object({ created: stampedBy, updated: stampedBy });

export const connection = object({
  id: filled,
  type: oneOf("preview", "test", "production"),
  provider: reference,
  vendor: reference,
  hub: reference,
});

/** What a distributor's system calls itself. */
export const hubInstance = object({ id: filled, type: oneOf("OA", "API") });

/** As products list them. */
export const productConnection = object({
  id: filled,
  type: oneOf("preview", "test", "production"),
  status: oneOf("pending", "approved", "rejected", "revoked", "active"),
  created_at: instant,
  provider: reference,
  vendor: reference,
  hub: object({ id: filled, name: text, "instance?": hubInstance }),
});

const PRODUCT = {
  id: id("PRD"),
  name: text,
  icon: text,
  status: oneOf("draft", "published", "endofsale"),
};
export const product = object(PRODUCT);
/** Where `select` may have asked for capabilities. */
export const capableProduct = object({ ...PRODUCT, "capabilities?": free });

export const item = object({
  id: filled,
  global_id: filled,
  mpn: text,
  old_quantity: matching(/^(?:\d+(?:\.\d+)?|unlimited)$/u),
  quantity: matching(/^(?:\d+(?:\.\d+)?|unlimited)$/u),
  type: text,
  display_name: text,
  period: orNull(text),
  item_type: oneOf("Reservation", "PPU"),
});

export const parameterType = oneOf(
  "text",
  "dropdown",
  "password",
  "email",
  "checkbox",
  "subdomain",
  "domain",
  "address",
  "phone",
  "object",
  "url",
  "choice",
  "heading",
  "content",
);
const phase = oneOf("ordering", "fulfillment");
const PARAMETER = {
  id: filled,
  name: filled,
  type: parameterType,
  description: text,
  title: text,
  value: text,
  value_error: text,
  constraints: free,
  "structured_value?": free,
  "structured_error?": free,
  "value_choices?": listOf(either(text, free)),
};
export const parameter = object({ ...PARAMETER, phase });
export const tierParameter = object({ ...PARAMETER, phase, scope: oneOf("tier1", "tier2") });

export const contact = object({
  "address_line1?": text,
  "address_line2?": text,
  "city?": text,
  "contact?": free,
  "country?": text,
  "postal_code?": text,
  "state?": text,
});

/** An account as sales show it. */
export const account = object({
  id: filled,
  "name?": text,
  "external_id?": orNull(text),
  "external_uid?": orNull(text),
  "tax_id?": text,
  "contact_info?": contact,
});
/** An account that takes no part is an empty object. */
export const tiers = object({
  customer: either(object({}), account),
  tier1: either(object({}), account),
  tier2: either(object({}), account),
});

export const template = object({ id: filled, name: text, "message?": text });
export const assignee = either(oneOf(""), object({ id: filled, name: text, email: text }));

export const period = object({
  from: instant,
  to: instant,
  delta: number,
  uom: oneOf("monthly", "yearly", "years_2", "years_3", "years_4", "years_5", "years_6"),
});
