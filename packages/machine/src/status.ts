import * as z from "zod/mini";

/** The status of a subscription, as platforms know it. `discarded` is a draft that was deleted. */
const subscriptionStatuses = [
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
] as const;
export const subscriptionStatusSchema = z.enum(subscriptionStatuses);
export type SubscriptionStatus = z.infer<typeof subscriptionStatusSchema>;

/** The states of the lifecycle region: `new` is a subscription of which nothing is known yet. */
export const lifecycleStateSchema = z.enum(["new", ...subscriptionStatuses]);
export type LifecycleState = z.infer<typeof lifecycleStateSchema>;

/** Where a platform shows a request that has not ended. */
export const openRequestStates = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
] as const;

/** The states of the request region; `none` while no request is in progress. */
export type RequestState = "none" | (typeof openRequestStates)[number] | "stuck";

/** What answering a pending request is at. */
export const pendingStateSchema = z.enum([
  "fulfilling",
  "approving",
  "failing",
  "asking",
  "scheduling",
  "postponed",
]);
export type PendingState = z.infer<typeof pendingStateSchema>;
