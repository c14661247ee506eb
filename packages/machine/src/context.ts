import { z } from "zod";

import { answerSchema } from "./answer.ts";
import { capabilitiesSchema, noCapabilities } from "./capabilities.ts";
import { decisionsSchema } from "./decisions.ts";
import {
  adapterEffectSchema,
  createRequestSchema,
  occasionSchema,
  renewalSchema,
} from "./effects.ts";
import { effectErrorSchema } from "./events.ts";
import { itemChangeSchema, itemSchema } from "./item.ts";
import { machineNameSchema, otherMachineSchema } from "./machine-name.ts";
import { momentSchema } from "./moment.ts";
import { productSchema } from "./product.ts";
import { parametersSchema, requestFactsSchema, requestOutcomes } from "./request.ts";
import { requestStateSchema } from "./status.ts";

/** An effect that was given up, and why. */
const failureSchema = z.object({
  effect: z.enum(adapterEffectSchema.options.map((option) => option.shape.type.value)),
  attempts: z.number(),
  error: effectErrorSchema,
});

const openStateSchema = requestStateSchema.exclude(["none", "stuck"]);

/** What a command asks of a request, in the command's own words. */
const orderSchema = z.object({
  items: z.array(itemChangeSchema).optional(),
  parameters: parametersSchema.optional(),
});

/** The request in progress, and how far answering it has come. */
const requestInProgressSchema = z.object({
  id: z.string(),
  type: z.string(),
  /** Where the platform last showed it. */
  shownAs: openStateSchema,
  updatedAt: momentSchema.optional(),
  plannedDate: momentSchema.optional(),
  reason: z.string().optional(),
  /** What the command asked for that ordered it; left out when none did. */
  order: orderSchema.optional(),
  occasion: occasionSchema,
  answer: answerSchema.optional(),
  /** What holds the request in `stuck`. */
  stuck: failureSchema.optional(),
});

/** A request that showed while another was in progress (decision D10). */
const waitingRequestSchema = z.object({
  shownAs: openStateSchema,
  request: requestFactsSchema,
});

/** A request that ended, kept so that a late or repeated fact about it is recognised. */
const endedRequestSchema = z.object({
  id: z.string(),
  type: z.string(),
  outcome: z.enum(requestOutcomes),
});

/** How many ended requests a subscription remembers; older ones are in its history. */
export const endedRequestsKept = 50;

export const subscriptionContextSchema = z.object({
  /** The subscription's key: the platform's id of it. */
  key: z.string(),
  /** Which machine it lives by; a subscription's when left out. */
  machine: otherMachineSchema.optional(),
  decisions: decisionsSchema,
  capabilities: capabilitiesSchema,
  /** What is subscribed to, as it was named last; left out while nobody named it. */
  product: productSchema.optional(),
  items: z.array(itemSchema),
  parameters: parametersSchema,
  renewal: renewalSchema,
  request: requestInProgressSchema.nullable(),
  /** A request asked of the platform by command and not yet seen there. */
  ordered: orderSchema.extend({ requestType: createRequestSchema.shape.requestType }).nullable(),
  /** Where the subscription was when its cancel request opened. */
  canceledFrom: z.enum(["active", "suspended"]).nullable(),
  /** The last effect that was given up without holding a request. */
  failure: failureSchema.nullable(),
  waiting: z.array(waitingRequestSchema),
  ended: z.array(endedRequestSchema),
  /** When the platform ended the last of them. */
  latestEndAt: momentSchema.nullable(),
});
export type SubscriptionContext = z.infer<typeof subscriptionContextSchema>;

export const subscriptionInputSchema = z.object({
  key: z.string().min(1),
  /** What the key is of. Default: `subscription`. */
  machine: machineNameSchema.optional(),
  decisions: decisionsSchema.prefault({}),
  capabilities: capabilitiesSchema.prefault({}),
});
export type SubscriptionInput = z.input<typeof subscriptionInputSchema>;

/** The context of a subscription of which nothing is known yet. Total: also without an input. */
export function initialContext(input: SubscriptionInput | undefined): SubscriptionContext {
  return {
    key: input?.key ?? "",
    ...(input?.machine === "tierConfiguration" ? { machine: input.machine } : {}),
    decisions: decisionsSchema.parse(input?.decisions ?? {}),
    capabilities:
      input?.capabilities === undefined
        ? noCapabilities
        : capabilitiesSchema.parse(input.capabilities),
    items: [],
    parameters: {},
    renewal: "automatic",
    request: null,
    ordered: null,
    canceledFrom: null,
    failure: null,
    waiting: [],
    ended: [],
    latestEndAt: null,
  };
}
