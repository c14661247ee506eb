import { z } from "zod";

import { answerSchema, type Answer } from "./answer.ts";
import { capabilitiesSchema } from "./capabilities.ts";
import { adapterEffectSchema, renewalSchema, timerNameSchema } from "./effects.ts";
import { itemChangeSchema, itemSchema } from "./item.ts";
import { momentSchema } from "./moment.ts";
import { productSchema } from "./product.ts";
import { parametersSchema, requestFactsSchema } from "./request.ts";
import { subscriptionStatusSchema } from "./status.ts";

const requestFact = <Type extends string>(type: Type) =>
  z.object({
    type: z.literal(type),
    request: requestFactsSchema,
    /** The subscription's status the platform showed together with the request. */
    subscriptionStatus: subscriptionStatusSchema.optional(),
  });

/**
 * What a platform says a request's status is. One event per status: a reader of the platform sees the
 * latest status only, never the call that led there.
 */
export const requestFactSchema = z.discriminatedUnion("type", [
  requestFact("request.draft"),
  requestFact("request.tiersSetup"),
  requestFact("request.pending"),
  requestFact("request.inquiring"),
  requestFact("request.scheduled"),
  requestFact("request.revoking"),
  requestFact("request.approved"),
  requestFact("request.failed"),
  requestFact("request.revoked"),
  requestFact("request.discarded"),
]);
export type RequestFact = z.infer<typeof requestFactSchema>;
export type RequestFactType = RequestFact["type"];

/** The subscription already lives on the platform; its status is taken over. */
export const subscriptionAdoptedSchema = z.object({
  type: z.literal("subscription.adopted"),
  status: subscriptionStatusSchema,
  items: z.array(itemSchema).optional(),
  parameters: parametersSchema.optional(),
  /** Take the status over even though the record says otherwise. */
  forced: z.boolean().default(false),
});

/** The product's capabilities, first seen or changed while the subscription lives. */
export const capabilitiesChangedSchema = z.object({
  type: z.literal("capabilities.changed"),
  capabilities: capabilitiesSchema,
  /** Which product it is, by the platform's id; left out, it is the one known, if any. */
  product: productSchema.optional(),
});

/** Whether the subscription renews by itself, as the platform shows it. */
const renewalChangedSchema = z.object({
  type: z.literal("renewal.changed"),
  renewal: renewalSchema,
});

/** Somebody's consent to a customer-side command. */
const consentSchema = z.object({
  /** Who asked, as the embedding service authenticated them. */
  identity: z.string().min(1),
  /** The text that was agreed to. */
  text: z.string().min(1),
  givenAt: momentSchema,
});

const consent = consentSchema.optional();

export const commandSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("command.change"),
    items: z.array(itemChangeSchema).optional(),
    parameters: parametersSchema.optional(),
    consent,
  }),
  /** The vendor's own correction of parameters: needs no customer's consent. */
  z.object({ type: z.literal("command.adjust"), parameters: parametersSchema }),
  z.object({ type: z.literal("command.suspend"), consent }),
  z.object({ type: z.literal("command.resume"), consent }),
  z.object({ type: z.literal("command.cancel"), consent }),
  z.object({ type: z.literal("command.revoke"), reason: z.string().min(1), consent }),
  /** The end of automatic renewal is how a subscription ends without taking its last item. */
  z.object({ type: z.literal("command.setRenewal"), renewal: renewalSchema, consent }),
  /** The vendor bills a period; needs no customer's consent. */
  z.object({ type: z.literal("command.bill"), from: momentSchema, to: momentSchema }),
]);
export type Command = z.infer<typeof commandSchema>;

/** Why an effect was given up. */
export const effectErrorSchema = z.object({
  code: z.string().min(1),
  message: z.string(),
});
export type EffectError = z.infer<typeof effectErrorSchema>;

/** An effect ran out of attempts, or was refused for good. */
const effectFailedSchema = z.object({
  type: z.literal("effect.failed"),
  effectId: z.string().min(1),
  effect: z.enum(adapterEffectSchema.options.map((option) => option.shape.type.value)),
  requestId: z.string().optional(),
  attempts: z.number().int().nonnegative(),
  error: effectErrorSchema,
});

const timerDueSchema = z.object({
  type: z.literal("timer.due"),
  timer: timerNameSchema,
  requestId: z.string().min(1),
});

const operatorEventSchema = z.discriminatedUnion("type", [
  /** Do again what is stuck, or hurry what is postponed. */
  z.object({ type: z.literal("operator.retry") }),
  /** Give up what is stuck; the request is settled on the platform by hand. */
  z.object({ type: z.literal("operator.skip") }),
]);

/** Every event the machine knows. */
export const subscriptionEventSchema = z.discriminatedUnion("type", [
  ...requestFactSchema.options,
  subscriptionAdoptedSchema,
  capabilitiesChangedSchema,
  renewalChangedSchema,
  ...commandSchema.options,
  ...answerSchema.options,
  effectFailedSchema,
  timerDueSchema,
  ...operatorEventSchema.options,
]);
export type SubscriptionEvent = z.infer<typeof subscriptionEventSchema>;
/** As a sender writes it: defaults may be left out. */
export type SubscriptionEventInput = z.input<typeof subscriptionEventSchema>;
export type SubscriptionEventType = SubscriptionEvent["type"];

/** Narrows an event to a command. */
export function isCommand(event: SubscriptionEvent): event is Command {
  return event.type.startsWith("command.");
}

/** Narrows an event to an answer. */
export function isAnswer(event: SubscriptionEvent): event is Answer {
  return event.type.startsWith("answer.");
}

/** A command may be refused; a fact may not. The rest reports on work the machine asked for. */
export function isFact(
  event: SubscriptionEvent,
): event is
  | RequestFact
  | z.infer<typeof subscriptionAdoptedSchema>
  | z.infer<typeof capabilitiesChangedSchema>
  | z.infer<typeof renewalChangedSchema> {
  return (
    event.type.startsWith("request.") ||
    event.type === "subscription.adopted" ||
    event.type === "capabilities.changed" ||
    event.type === "renewal.changed"
  );
}
