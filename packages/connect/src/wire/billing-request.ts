import { z } from "zod";

import { identifier, lenient, looseText } from "./tolerant.ts";

/** A billing request: `BRV-…` of the vendor, `BRP-…` of the provider. */
export const billingRequestSchema = z.looseObject({
  id: identifier,
  type: looseText,
  asset: lenient(z.looseObject({ id: looseText })),
  period: lenient(z.looseObject({ from: looseText, to: looseText })),
});
export type BillingRequest = z.infer<typeof billingRequestSchema>;
