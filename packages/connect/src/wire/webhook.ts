import { z } from "zod";

import { identifier, lenient, looseText } from "./tolerant.ts";

/** A webhook: one product and one class of objects each. Its `jwt_secret` is not read. */
export const webhookSchema = z.object({
  id: identifier,
  type: looseText,
  object_class: looseText,
  label: looseText,
  active: lenient(z.boolean()),
  external_url: looseText,
  http_method: looseText,
  product: lenient(z.looseObject({ id: looseText })),
});
export type Webhook = z.infer<typeof webhookSchema>;
