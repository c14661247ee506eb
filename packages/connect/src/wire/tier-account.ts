import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

/** A customer or reseller, with contact data. `scopes` are customer, tier1 and tier2. */
export const tierAccountSchema = z.looseObject({
  id: identifier,
  name: looseText,
  type: looseText,
  environment: looseText,
  external_id: looseText,
  external_uid: looseText,
  tax_id: looseText,
  scopes: lenient(z.array(z.string())),
  parent: lenient(referenceSchema),
  hub: lenient(referenceSchema),
  contact_info: lenient(z.record(z.string(), anyJson)),
  version: lenient(z.number()),
  events: eventsSchema,
});
export type TierAccount = z.infer<typeof tierAccountSchema>;

/**
 * A customer's or reseller's data have changed, and a vendor is told. `status` is pending, accepted, ignored
 * or unsupported; open.
 */
export const tierAccountRequestSchema = z.looseObject({
  id: identifier,
  type: looseText,
  status: looseText,
  account: lenient(tierAccountSchema),
  product: lenient(z.looseObject({ id: looseText, name: looseText })),
  provider: lenient(referenceSchema),
  vendor: lenient(referenceSchema),
  reason: looseText,
  events: eventsSchema,
});
export type TierAccountRequest = z.infer<typeof tierAccountRequestSchema>;
