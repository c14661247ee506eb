import { z } from "zod";

import { parameterSchema } from "./parameter.ts";
import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, listOf, looseText, referenceSchema } from "./tolerant.ts";

/** A customer or reseller as tier objects mention it. */
const tierReferenceSchema = lenient(
  z.looseObject({
    id: looseText,
    name: looseText,
    external_id: looseText,
    external_uid: looseText,
  }),
);

/**
 * A tier configuration: what a product knows about a reseller. Required is its id; everything else may be
 * missing, null or empty. Unknown keys pass, and `status` is open.
 */
export const tierConfigSchema = z.looseObject({
  id: identifier,
  name: looseText,
  status: looseText,
  /** 1 sells to the customer, 2 to level 1. */
  tier_level: lenient(z.number()),
  account: tierReferenceSchema,
  product: lenient(z.looseObject({ id: looseText, name: looseText })),
  connection: lenient(
    z.looseObject({ id: looseText, type: looseText, vendor: lenient(referenceSchema) }),
  ),
  params: listOf(parameterSchema),
  configuration: lenient(z.looseObject({ params: listOf(parameterSchema) })),
  template: lenient(referenceSchema),
  open_request: lenient(referenceSchema),
  events: eventsSchema,
});

/** A tier configuration as the platform's API shows it. */
export type TierConfig = z.infer<typeof tierConfigSchema>;

/** A tier configuration request. Required are its id, type and status, and the configuration's id. */
export const tierConfigRequestSchema = z.looseObject({
  id: identifier,
  type: z.string().min(1),
  status: z.string().min(1),
  configuration: tierConfigSchema,
  parent_configuration: lenient(tierConfigSchema),
  params: listOf(parameterSchema),
  tiers: lenient(z.looseObject({ tier1: tierReferenceSchema, tier2: tierReferenceSchema })),
  reason: lenient(z.string()),
  notes: lenient(z.string()),
  assignee: lenient(z.union([referenceSchema, z.string()])),
  template: lenient(referenceSchema),
  effective_date: lenient(z.string()),
  events: eventsSchema,
});

/** A tier configuration request as the platform's API shows it. */
export type TierConfigRequest = z.infer<typeof tierConfigRequestSchema>;
