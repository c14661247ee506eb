import { z } from "zod";

/** The status of a subscription, as platforms know it. `discarded` is a draft that was deleted. */
export const subscriptionStatusSchema = z.enum([
  "draft",
  "processing",
  "active",
  "suspended",
  "terminating",
  "terminated",
  "discarded",
]);
export type SubscriptionStatus = z.infer<typeof subscriptionStatusSchema>;

/** The states of the lifecycle region: `new` is a subscription of which nothing is known yet. */
export const lifecycleStateSchema = z.enum(["new", ...subscriptionStatusSchema.options]);
export type LifecycleState = z.infer<typeof lifecycleStateSchema>;

/** The states of the request region; `none` while no request is in progress. */
export const requestStateSchema = z.enum([
  "none",
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
  "stuck",
]);
export type RequestState = z.infer<typeof requestStateSchema>;

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
