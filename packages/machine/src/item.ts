import { z } from "zod";

/**
 * One line of a subscription. `quantity` is text because platforms send `"unlimited"` and decimals.
 * An item whose quantity became zero is `removed`.
 */
export const itemSchema = z.object({
  id: z.string().min(1),
  mpn: z.string().optional(),
  quantity: z.string(),
  status: z.enum(["active", "deactivated", "finished", "removed"]),
});

export type Item = z.infer<typeof itemSchema>;
