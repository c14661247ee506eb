import * as z from "zod/mini";

import { answerSchema } from "./answer.ts";
import { capabilitiesSchema, noCapabilities } from "./capabilities.ts";
import { decisionsSchema } from "./decisions.ts";
import {
  adapterEffectTypes,
  occasionSchema,
  orderedRequestTypeSchema,
  renewalSchema,
} from "./effects.ts";
import { effectErrorSchema } from "./events.ts";
import { filledTextSchema } from "./filled-text.ts";
import { itemChangeSchema, itemSchema } from "./item.ts";
import { machineNameSchema, otherMachineSchema } from "./machine-name.ts";
import { momentSchema } from "./moment.ts";
import { productSchema } from "./product.ts";
import { parametersSchema, requestFactsSchema, requestOutcomes } from "./request.ts";
import { openRequestStates } from "./status.ts";

/** An effect that was given up, and why. */
const failureSchema = () =>
  z.object({
    effect: z.enum(adapterEffectTypes),
    attempts: z.number(),
    error: effectErrorSchema,
  });

const openStateSchema = z.enum(openRequestStates);

/** What a command asks of a request, in the command's own words. */
const orderSchema = () =>
  z.object({
    items: z.optional(z.array(itemChangeSchema)),
    parameters: z.optional(parametersSchema),
  });

/** The request in progress, and how far answering it has come. */
const requestInProgressSchema = () =>
  z.object({
    id: z.string(),
    type: z.string(),
    /** Where the platform last showed it. */
    shownAs: openStateSchema,
    updatedAt: z.optional(momentSchema),
    plannedDate: z.optional(momentSchema),
    reason: z.optional(z.string()),
    /** What the command asked for that ordered it; left out when none did. */
    order: z.optional(orderSchema()),
    occasion: occasionSchema,
    answer: z.optional(answerSchema),
    /** What holds the request in `stuck`. */
    stuck: z.optional(failureSchema()),
  });

/** A request that showed while another was in progress (decision D10). */
const waitingRequestSchema = () =>
  z.object({
    shownAs: openStateSchema,
    request: requestFactsSchema,
  });

/** A request that ended, kept so that a late or repeated fact about it is recognised. */
const endedRequestSchema = () =>
  z.object({
    id: z.string(),
    type: z.string(),
    outcome: z.enum(requestOutcomes),
  });

/** How many ended requests a subscription remembers; older ones are in its history. */
export const endedRequestsKept = 50;

export const subscriptionContextSchema = z.lazy(() =>
  z.object({
    /** The subscription's key: the platform's id of it. */
    key: z.string(),
    /** Which machine it lives by; a subscription's when left out. */
    machine: z.optional(otherMachineSchema),
    decisions: decisionsSchema,
    capabilities: capabilitiesSchema,
    /** What is subscribed to, as it was named last; left out while nobody named it. */
    product: z.optional(productSchema),
    items: z.array(itemSchema),
    parameters: parametersSchema,
    renewal: renewalSchema,
    request: z.nullable(requestInProgressSchema()),
    /** A request asked of the platform by command and not yet seen there. */
    ordered: z.nullable(z.extend(orderSchema(), { requestType: orderedRequestTypeSchema })),
    /** Where the subscription was when its cancel request opened. */
    canceledFrom: z.nullable(z.enum(["active", "suspended"])),
    /** The last effect that was given up without holding a request. */
    failure: z.nullable(failureSchema()),
    waiting: z.array(waitingRequestSchema()),
    ended: z.array(endedRequestSchema()),
    /** When the platform ended the last of them. */
    latestEndAt: z.nullable(momentSchema),
  }),
);
export type SubscriptionContext = z.infer<typeof subscriptionContextSchema>;

export const subscriptionInputSchema = z.lazy(() =>
  z.object({
    key: filledTextSchema,
    /** What the key is of. Default: `subscription`. */
    machine: z.optional(machineNameSchema),
    decisions: z.prefault(decisionsSchema, {}),
    capabilities: z.prefault(capabilitiesSchema, {}),
  }),
);
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
