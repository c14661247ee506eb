import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { intervalLater } from "../instants.ts";
import { writeSubscription } from "../records.ts";
import type { World } from "../world.ts";
import { renewed } from "./billing.ts";
import { nextOutcome } from "./payment.ts";

export type TransactionStatus = "Success" | "Rejected" | "Pending";

/**
 * Charges another interval ahead of its time. What is left of the present one is carried over, or, with a
 * reset, lost. A charge that does not go well changes nothing.
 */
export function renewEarly(
  world: World,
  record: SubscriptionRecord,
  isReset: boolean,
): { readonly after: SubscriptionRecord; readonly status: TransactionStatus } {
  const { outcome, outcomes } = nextOutcome(world, record);
  const charged = writeSubscription(world, record, { outcomes });
  if (outcome !== "paid") {
    return { after: charged, status: outcome === "pending" ? "Pending" : "Rejected" };
  }
  const start = isReset ? Math.floor(world.clock.now()) * 1000 : record.nextBillingDate;
  const term = { start, end: intervalLater(start, record.interval) };
  return { after: renewed(world, charged, "ManualRenewal", term), status: "Success" };
}
