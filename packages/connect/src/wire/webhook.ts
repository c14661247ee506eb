import { z } from "zod";

import { identifier, lenient, looseText } from "./tolerant.ts";

const triggerSchema = lenient(
  z.object({
    time: looseText,
    status: looseText,
    status_code: lenient(z.number()),
    duration: lenient(z.number()),
  }),
);

/**
 * A webhook: one product and one class of objects each. What it holds in secret is not read: `jwt_secret`,
 * its headers, and what was answered to it.
 */
export const webhookSchema = z.object({
  id: identifier,
  type: looseText,
  object_class: looseText,
  label: looseText,
  description: looseText,
  active: lenient(z.boolean()),
  external_url: looseText,
  http_method: looseText,
  product: lenient(z.looseObject({ id: looseText })),
  earliest_possible_trigger: looseText,
  last_event: looseText,
  last_success: triggerSchema,
  last_failure: triggerSchema,
  stats: lenient(z.record(z.string(), z.number())),
});
export type Webhook = z.infer<typeof webhookSchema>;
