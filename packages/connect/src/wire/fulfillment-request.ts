import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { subscriptionSchema } from "./subscription.ts";
import { identifier, lenient, looseText, referenceSchema } from "./tolerant.ts";

/**
 * A fulfillment request. Required are its id, type and status, and the subscription's and the product's
 * id; everything else may be missing, null or empty, as it is in real payloads. Unknown keys pass, and
 * `type` and `status` are open.
 */
export const fulfillmentRequestSchema = z.looseObject({
  id: identifier,
  type: z.string().min(1),
  status: z.string().min(1),
  asset: subscriptionSchema,
  note: lenient(z.string()),
  reason: lenient(z.string()),
  created: lenient(z.string()),
  updated: lenient(z.string()),
  planned_date: lenient(z.string()),
  effective_date: lenient(z.string()),
  answered: lenient(anyJson),
  /** `""` while nobody is assigned. */
  assignee: lenient(z.union([referenceSchema, z.string()])),
  activation_key: lenient(z.string()),
  params_form_url: lenient(z.string()),
  template: lenient(z.looseObject({ id: looseText, name: looseText, message: looseText })),
  marketplace: lenient(referenceSchema),
  contract: lenient(referenceSchema),
  external_attributes: lenient(anyJson),
});

/** A fulfillment request as the platform's API shows it. */
export type FulfillmentRequest = z.infer<typeof fulfillmentRequestSchema>;
