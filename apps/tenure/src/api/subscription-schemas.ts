import { z } from "@hono/zod-openapi";
import {
  lifecycleStateSchema,
  machineNameSchema,
  type Awaited,
  type PendingState,
  type RequestState,
} from "@tenure/machine";

import { listOf, moment, openObject } from "./json-body.ts";

const requestStates = [
  "none",
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
  "stuck",
] as const satisfies readonly RequestState[];

const pendingStates = [
  "fulfilling",
  "approving",
  "failing",
  "asking",
  "scheduling",
  "postponed",
] as const satisfies readonly PendingState[];

const parties = [
  "nobody",
  "vendor",
  "platform",
  "customer",
  "distributor",
  "schedule",
  "operator",
] as const satisfies readonly Awaited[];

export const statusSchema = z.enum(lifecycleStateSchema.options).openapi("Status");
export const requestStateSchema = z.enum(requestStates).openapi("RequestState");
const pendingStateSchema = z.enum(pendingStates).openapi("PendingState");
export const awaitedSchema = z.enum(parties).openapi("Awaited", {
  description: "Who has to act next for the request in progress to move on.",
});
export const machineSchemaName = z.enum(machineNameSchema.options).openapi("MachineName");

/** Where a subscription is. */
export const placeSchema = z
  .object({
    status: statusSchema,
    requestState: requestStateSchema,
    pendingState: pendingStateSchema.nullable(),
    awaited: awaitedSchema,
    active: listOf(z.string()).openapi({
      description: "The states of the chart it is in, by the ids of the chart's nodes.",
      example: ["lifecycle", "lifecycle.active", "request", "request.none", "request.none.idle"],
    }),
  })
  .openapi("Place");

export const failureSchema = z
  .object({
    effect: z.string(),
    attempts: z.int(),
    code: z.string(),
    message: z
      .string()
      .openapi({ description: "Redacted unless unredacted values are asked for." }),
  })
  .openapi("Failure", { description: "An effect that was given up, and why." });

export const subscriptionSchema = placeSchema
  .extend({
    key: z.string().openapi({ example: "acme:AS-1000-0000-0001" }),
    tenant: z.string().openapi({ example: "acme" }),
    id: z.string().openapi({
      description: "The platform's id: the key without its tenant.",
      example: "AS-1000-0000-0001",
    }),
    adapter: z.string().openapi({ example: "connect" }),
    product: z.string().nullable().openapi({
      description: "The platform's id of what is subscribed to; null while nobody told it.",
      example: "PRD-100-000-001",
    }),
    machine: machineSchemaName,
    version: z.int().openapi({ description: "How many entries its history has." }),
    requestId: z.string().nullable().openapi({ example: "PR-1000-0000-0001-001" }),
    requestType: z.string().nullable().openapi({ example: "purchase" }),
    createdAt: moment,
    updatedAt: moment,
    stateSince: moment.openapi({
      description:
        "Since when it has its status and request state, in milliseconds since the epoch.",
    }),
    stuck: failureSchema.nullable().openapi({ description: "What holds its request stuck." }),
    failure: failureSchema
      .nullable()
      .openapi({ description: "The last effect that was given up without holding a request." }),
  })
  .openapi("Subscription");

export const subscriptionPageSchema = z
  .object({
    rows: listOf(subscriptionSchema),
    next: z
      .string()
      .optional()
      .openapi({ description: "Give it as `after` for the next page; absent on the last." }),
  })
  .openapi("SubscriptionPage");

const timerSchema = z
  .object({ timer: z.string(), requestId: z.string(), dueAt: moment })
  .openapi("Timer");

const effectStateSchema = z
  .enum(["waiting", "running", "retrying", "settled", "failed"])
  .openapi("EffectState", {
    description:
      "waiting: its turn or its time has not come. running: somebody performs it. retrying: it failed and " +
      "is tried again. settled: done, or no longer wanted. failed: given up.",
  });

export const effectSchema = z
  .object({
    id: z.string().openapi({ example: "AS-1000-0000-0001/1/0" }),
    type: z.string().openapi({ example: "fulfillRequest" }),
    requestId: z.string().nullable(),
    state: effectStateSchema,
    attempts: z
      .int()
      .nullable()
      .openapi({ description: "Failed attempts that count; null when nobody knows any more." }),
    availableAt: moment
      .nullable()
      .openapi({ description: "Not before then, while it is outstanding." }),
    error: z.string().nullable().openapi({ description: "Of the last failed attempt." }),
    content: openObject.openapi({ description: "The effect itself." }),
  })
  .openapi("Effect");

export const subscriptionDetailSchema = subscriptionSchema
  .extend({
    hash: z.string(),
    redacted: z.boolean(),
    snapshot: openObject.openapi({
      description:
        "The machine's snapshot: `value`, and in `context` items, parameters, renewal, capabilities, " +
        "decisions, the request in progress, those that wait and those that ended.",
    }),
    outstanding: z
      .object({ effects: listOf(effectSchema), timers: listOf(timerSchema) })
      .openapi({ description: "What is left to do, in order." }),
  })
  .openapi("SubscriptionDetail");

export const versionSchema = placeSchema
  .extend({
    key: z.string(),
    version: z.int(),
    redacted: z.boolean(),
    snapshot: openObject,
  })
  .openapi("SubscriptionVersion", { description: "A subscription as it was." });
export type SubscriptionView = z.infer<typeof subscriptionSchema>;
export type SubscriptionPage = z.infer<typeof subscriptionPageSchema>;
export type SubscriptionDetail = z.infer<typeof subscriptionDetailSchema>;
export type SubscriptionVersion = z.infer<typeof versionSchema>;
export type EffectView = z.infer<typeof effectSchema>;
export type Place = z.infer<typeof placeSchema>;
