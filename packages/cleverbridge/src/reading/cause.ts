import { z } from "zod";

/**
 * Why a subscription was deactivated that gave its money back. Only a notification tells: what can be read
 * looks the same after a cancel, which leaves the paid term in place.
 */
const causeSchema = z.object({
  type: z.enum(["chargeback", "refund"]),
  /** The notification's own date, as it was sent. */
  at: z.string(),
  /** The interval it befell; it says nothing of those that are paid after it. */
  interval: z.number().optional(),
});
export type Cause = z.infer<typeof causeSchema>;

/** Reads a cause out of a record's parameter. */
export function causeOf(value: unknown): Cause | undefined {
  return causeSchema.safeParse(value).data;
}

/** Whether the cause is one for what the subscription is in this interval. */
export function isOfInterval({ interval }: Cause, lastIntervalNo: number | undefined): boolean {
  return interval === undefined || lastIntervalNo === undefined || interval === lastIntervalNo;
}
