import { z } from "zod";

import { anyJson } from "./any-json.ts";
import { parameterSchema } from "./parameter.ts";
import { eventsSchema } from "./stamps.ts";
import { identifier, lenient, listOf, looseText, referenceSchema } from "./tolerant.ts";

/**
 * One item of a subscription. Quantities are text on the wire (`"10"`, `"0.5"`, `"unlimited"`); a number
 * is read as its text. `type` is the unit of measure.
 */
const subscriptionItemSchema = z.looseObject({
  id: looseText,
  global_id: looseText,
  mpn: looseText,
  quantity: looseText,
  old_quantity: looseText,
  type: lenient(z.string()),
  display_name: lenient(z.string()),
  period: lenient(z.string()),
  item_type: lenient(z.string()),
  renewal: lenient(anyJson),
  params: lenient(z.array(anyJson)),
});

const tierSchema = z.looseObject({
  id: looseText,
  external_id: looseText,
  external_uid: looseText,
  name: looseText,
  contact_info: lenient(z.record(z.string(), anyJson)),
});

const pendingRequestSchema = z.looseObject({ id: looseText, type: looseText, status: looseText });

/**
 * A subscription; the platform's API calls it asset. Unknown keys pass. `status` is open: old payloads
 * leave it out or say `new` or `rejected`.
 */
export const subscriptionSchema = z.looseObject({
  id: identifier,
  status: lenient(z.string()),
  external_id: lenient(looseText),
  external_uid: lenient(looseText),
  product: z.looseObject({ id: identifier, name: looseText, status: looseText }),
  connection: lenient(
    z.looseObject({
      id: looseText,
      type: looseText,
      provider: lenient(referenceSchema),
      vendor: lenient(referenceSchema),
      hub: lenient(referenceSchema),
    }),
  ),
  items: listOf(subscriptionItemSchema),
  params: listOf(parameterSchema),
  tiers: lenient(
    z.looseObject({
      customer: lenient(tierSchema),
      tier1: lenient(tierSchema),
      tier2: lenient(tierSchema),
    }),
  ),
  configuration: lenient(z.looseObject({ params: listOf(parameterSchema) })),
  marketplace: lenient(referenceSchema),
  contract: lenient(referenceSchema),
  pending_request: lenient(pendingRequestSchema),
  events: eventsSchema,
});

/** A subscription as the platform's API shows it (there: asset). */
export type Subscription = z.infer<typeof subscriptionSchema>;
/** One item of a {@link Subscription}. */
export type SubscriptionItem = z.infer<typeof subscriptionItemSchema>;
