import * as z from "zod/mini";

import { filledTextSchema } from "./filled-text.ts";
import { itemSchema } from "./item.ts";
import { momentSchema } from "./moment.ts";
import { parametersSchema } from "./request.ts";

const requestId = filledTextSchema;

/** Whether a subscription renews by itself at the end of its term. */
export const renewalSchema = z.enum(["automatic", "manual"]);

/** How a pending request came to be handled: what its handler may want to know. */
export const occasionSchema = z.enum(["opened", "answered", "due", "postponed", "retried"]);
export type Occasion = z.infer<typeof occasionSchema>;

/** Call the vendor's handler for the request. Answered by one `answer.*` event. */
const fulfillRequestSchema = () =>
  z.object({
    type: z.literal("fulfillRequest"),
    requestId,
    requestType: z.string(),
    occasion: occasionSchema,
  });

const approveRequestSchema = () =>
  z.object({
    type: z.literal("approveRequest"),
    requestId,
    template: z.optional(z.string()),
    tile: z.optional(z.string()),
    parameters: parametersSchema,
    effectiveDate: z.optional(momentSchema),
  });

const failRequestSchema = () =>
  z.object({
    type: z.literal("failRequest"),
    requestId,
    reason: z.string(),
  });

const inquireRequestSchema = () =>
  z.object({
    type: z.literal("inquireRequest"),
    requestId,
    /** Message by parameter id. */
    parameters: z.record(z.string(), z.string()),
    template: z.optional(z.string()),
  });

const scheduleRequestSchema = () =>
  z.object({
    type: z.literal("scheduleRequest"),
    requestId,
    plannedDate: momentSchema,
  });

const confirmRevocationSchema = () =>
  z.object({
    type: z.literal("confirmRevocation"),
    requestId,
  });

/** Look at the request on the platform and report what is seen. */
const readRequestSchema = () => z.object({ type: z.literal("readRequest"), requestId });

/** The types of request that a command can ask of a platform. */
export const orderedRequestTypeSchema = z.enum([
  "change",
  "adjustment",
  "suspend",
  "resume",
  "cancel",
]);

/** Ask the platform to open a request of this type for the subscription. */
const createRequestSchema = () =>
  z.object({
    type: z.literal("createRequest"),
    requestType: orderedRequestTypeSchema,
    items: z.optional(z.array(itemSchema)),
    parameters: z.optional(parametersSchema),
  });

/** Ask the platform to take back a scheduled request. */
const revokeRequestSchema = () =>
  z.object({
    type: z.literal("revokeRequest"),
    requestId,
    reason: z.string(),
  });

/** Ask the platform to bill the subscription for a period. */
const createBillingRequestSchema = () =>
  z.object({
    type: z.literal("createBillingRequest"),
    from: momentSchema,
    to: momentSchema,
  });

/** Switch whether the subscription renews by itself. */
const switchRenewalSchema = () =>
  z.object({
    type: z.literal("switchRenewal"),
    renewal: renewalSchema,
  });

/** The closed union of what an adapter performs. */
export const adapterEffectSchema = z.lazy(() =>
  z.discriminatedUnion("type", [
    fulfillRequestSchema(),
    approveRequestSchema(),
    failRequestSchema(),
    inquireRequestSchema(),
    scheduleRequestSchema(),
    confirmRevocationSchema(),
    readRequestSchema(),
    createRequestSchema(),
    revokeRequestSchema(),
    createBillingRequestSchema(),
    switchRenewalSchema(),
  ]),
);
export type AdapterEffect = z.infer<typeof adapterEffectSchema>;
export type AdapterEffectType = AdapterEffect["type"];

/** The types of what an adapter performs. */
export const adapterEffectTypes = [
  "fulfillRequest",
  "approveRequest",
  "failRequest",
  "inquireRequest",
  "scheduleRequest",
  "confirmRevocation",
  "readRequest",
  "createRequest",
  "revokeRequest",
  "createBillingRequest",
  "switchRenewal",
] as const satisfies readonly AdapterEffectType[];

export const timerNameSchema = z.enum(["postponement", "schedule"]);
export type TimerName = z.infer<typeof timerNameSchema>;

/** Start, or replace, the subscription's timer of this name; due at a moment or after milliseconds. */
const startTimerSchema = () =>
  z.object({
    type: z.literal("startTimer"),
    timer: timerNameSchema,
    requestId,
    due: z.union([
      z.object({ at: momentSchema }),
      z.object({ after: z.int().check(z.nonnegative()) }),
    ]),
  });

/** Remove the timer; nothing happens when there is none. */
const cancelTimerSchema = () =>
  z.object({
    type: z.literal("cancelTimer"),
    timer: timerNameSchema,
  });

/** Everything a transition may ask for: calls for the adapter, timers for the engine. */
export const effectSchema = z.lazy(() =>
  z.discriminatedUnion("type", [adapterEffectSchema, startTimerSchema(), cancelTimerSchema()]),
);
export type Effect = z.infer<typeof effectSchema>;

/** The types of everything that a transition may ask for. */
export const effectTypes = [
  ...adapterEffectTypes,
  "startTimer",
  "cancelTimer",
] as const satisfies readonly Effect["type"][];

/** Tells the effects an adapter performs from those the engine performs itself. */
export function isAdapterEffect(effect: Effect): effect is AdapterEffect {
  return effect.type !== "startTimer" && effect.type !== "cancelTimer";
}
