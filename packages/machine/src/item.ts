import * as z from "zod/mini";

import { filledTextSchema } from "./filled-text.ts";

/**
 * One line of a subscription. `quantity` is text because platforms send `"unlimited"` and decimals.
 * An item whose quantity became zero is `removed`.
 */
export const itemSchema = z.object({
  id: filledTextSchema,
  mpn: z.optional(z.string()),
  quantity: z.string(),
  status: z.enum(["active", "deactivated", "finished", "removed"]),
});

export type Item = z.infer<typeof itemSchema>;

/** What a command says of an item. What it leaves out stays as it is; a new item is one active piece. */
export const itemChangeSchema = z.partial(itemSchema, { quantity: true, status: true });

export type ItemChange = z.infer<typeof itemChangeSchema>;
