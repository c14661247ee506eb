import * as z from "zod/mini";

import { filledTextSchema } from "./filled-text.ts";
import { itemSchema } from "./item.ts";
import { jsonSchema } from "./json.ts";
import type { MachineName } from "./machine-name.ts";
import { momentSchema } from "./moment.ts";

/** The request types the machine can carry to an end. Any other type is kept, and held as unsupported. */
export const requestTypes = [
  "purchase",
  "change",
  "adjustment",
  "suspend",
  "resume",
  "cancel",
  "renew",
  "transfer",
] as const;
export type RequestType = (typeof requestTypes)[number];

/** Whether a type name read from a platform is one the machine can carry to an end. */
export function isRequestType(type: string): type is RequestType {
  return (requestTypes as readonly string[]).includes(type);
}

/** The types of tier configuration requests. */
export const tierRequestTypes = ["setup", "update", "adjustment"] as const;
export type TierRequestType = (typeof tierRequestTypes)[number];

/** Whether a type name read from a platform is one of a tier configuration request. */
export function isTierRequestType(type: string): type is TierRequestType {
  return (tierRequestTypes as readonly string[]).includes(type);
}

/** Whether the machine can carry requests of this type to an end. */
export function isTypeOf(machine: MachineName, type: string): boolean {
  return machine === "subscription" ? isRequestType(type) : isTierRequestType(type);
}

/** Parameter values by parameter id; a structured value stands in place of its flat text. */
export const parametersSchema = z.record(z.string(), jsonSchema);
export type Parameters = z.infer<typeof parametersSchema>;

/** What a platform says of one request. Only `id` and `type` are always known. */
export const requestFactsSchema = z.lazy(() =>
  z.object({
    id: filledTextSchema,
    /** Open on purpose: platforms add types. */
    type: filledTextSchema,
    items: z.optional(z.array(itemSchema)),
    parameters: z.optional(parametersSchema),
    plannedDate: z.optional(momentSchema),
    reason: z.optional(z.string()),
    /** It is the request the record's own command asked for, told by who placed the order. */
    ordered: z.optional(z.literal(true)),
    /** When the request was made on the platform. */
    createdAt: z.optional(momentSchema),
    /** When the platform last changed the request. An older fact than the last one taken in is stale. */
    updatedAt: z.optional(momentSchema),
  }),
);
export type RequestFacts = z.infer<typeof requestFactsSchema>;

/** How a request ended. */
export const requestOutcomes = ["approved", "failed", "revoked", "discarded"] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];
