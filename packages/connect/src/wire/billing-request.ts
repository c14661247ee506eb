import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, looseText } from "./tolerant.ts";

const attributesSchema = z.looseObject({
  provider: lenient(z.record(z.string(), anyJson)),
  vendor: lenient(z.record(z.string(), anyJson)),
});

/** What vendor and provider keep with a billing request, each on its own side. */
export const billingAttributesSchema = attributesSchema;
export type BillingAttributes = z.infer<typeof billingAttributesSchema>;

/** A billing request: `BRV-…` of the vendor, `BRP-…` of the provider. */
export const billingRequestSchema = z.looseObject({
  id: identifier,
  type: looseText,
  asset: lenient(z.looseObject({ id: looseText })),
  period: lenient(
    z.looseObject({
      from: looseText,
      to: looseText,
      delta: lenient(z.number()),
      uom: looseText,
    }),
  ),
  items: lenient(z.array(z.looseObject({ id: looseText, global_id: looseText }))),
  /** The specification says a list, payloads show one object. */
  attributes: lenient(z.union([attributesSchema, z.array(attributesSchema)])),
  events: eventsSchema,
});
export type BillingRequest = z.infer<typeof billingRequestSchema>;
