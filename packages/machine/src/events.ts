import * as z from "zod/mini";

import { answerSchema, type Answer } from "./answer.ts";
import { capabilitiesSchema } from "./capabilities.ts";
import { adapterEffectTypes, renewalSchema, timerNameSchema } from "./effects.ts";
import { filledTextSchema } from "./filled-text.ts";
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
    subscriptionStatus: z.optional(subscriptionStatusSchema),
  });

/**
 * What a platform says a request's status is. One event per status: a reader of the platform sees the
 * latest status only, never the call that led there.
 */
export const requestFactSchema = z.lazy(() =>
  z.discriminatedUnion("type", [
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
  ]),
);
export type RequestFact = z.infer<typeof requestFactSchema>;
export type RequestFactType = RequestFact["type"];

/** The types of what a platform says of a request: one for each status of requests. */
export const requestFactTypes = [
  "request.draft",
  "request.tiersSetup",
  "request.pending",
  "request.inquiring",
  "request.scheduled",
  "request.revoking",
  "request.approved",
  "request.failed",
  "request.revoked",
  "request.discarded",
] as const satisfies readonly RequestFactType[];

/** The subscription already lives on the platform; its status is taken over. */
const subscriptionAdoptedSchema = () =>
  z.object({
    type: z.literal("subscription.adopted"),
    status: subscriptionStatusSchema,
    items: z.optional(z.array(itemSchema)),
    parameters: z.optional(parametersSchema),
    /** Take the status over even though the record says otherwise. */
    forced: z._default(z.boolean(), false),
  });

/** The product's capabilities, first seen or changed while the subscription lives. */
const capabilitiesChangedSchema = () =>
  z.object({
    type: z.literal("capabilities.changed"),
    capabilities: capabilitiesSchema,
    /** Which product it is, by the platform's id; left out, it is the one known, if any. */
    product: z.optional(productSchema),
  });

/** Whether the subscription renews by itself, as the platform shows it. */
const renewalChangedSchema = () =>
  z.object({
    type: z.literal("renewal.changed"),
    renewal: renewalSchema,
  });

/** Somebody's consent to a customer-side command. */
const consentSchema = () =>
  z.object({
    /** Who asked, as the embedding service authenticated them. */
    identity: filledTextSchema,
    /** The text that was agreed to. */
    text: filledTextSchema,
    givenAt: momentSchema,
  });

export const commandSchema = z.lazy(() => {
  const consent = z.optional(consentSchema());
  return z.discriminatedUnion("type", [
    z.object({
      type: z.literal("command.change"),
      items: z.optional(z.array(itemChangeSchema)),
      parameters: z.optional(parametersSchema),
      consent,
    }),
    /** The vendor's own correction of parameters: needs no customer's consent. */
    z.object({ type: z.literal("command.adjust"), parameters: parametersSchema }),
    z.object({ type: z.literal("command.suspend"), consent }),
    z.object({ type: z.literal("command.resume"), consent }),
    z.object({ type: z.literal("command.cancel"), consent }),
    z.object({ type: z.literal("command.revoke"), reason: filledTextSchema, consent }),
    /** The end of automatic renewal is how a subscription ends without taking its last item. */
    z.object({ type: z.literal("command.setRenewal"), renewal: renewalSchema, consent }),
    /** The vendor bills a period; needs no customer's consent. */
    z.object({ type: z.literal("command.bill"), from: momentSchema, to: momentSchema }),
  ]);
});
export type Command = z.infer<typeof commandSchema>;

/** The types of commands. */
export const commandTypes = [
  "command.change",
  "command.adjust",
  "command.suspend",
  "command.resume",
  "command.cancel",
  "command.revoke",
  "command.setRenewal",
  "command.bill",
] as const satisfies readonly Command["type"][];

/** Why an effect was given up. */
export const effectErrorSchema = z.object({
  code: filledTextSchema,
  message: z.string(),
});
export type EffectError = z.infer<typeof effectErrorSchema>;

/** An effect ran out of attempts, or was refused for good. */
const effectFailedSchema = () =>
  z.object({
    type: z.literal("effect.failed"),
    effectId: filledTextSchema,
    effect: z.enum(adapterEffectTypes),
    requestId: z.optional(z.string()),
    attempts: z.int().check(z.nonnegative()),
    error: effectErrorSchema,
  });

const timerDueSchema = () =>
  z.object({
    type: z.literal("timer.due"),
    timer: timerNameSchema,
    requestId: filledTextSchema,
  });

const operatorEventSchema = () =>
  z.discriminatedUnion("type", [
    /** Do again what is stuck, or hurry what is postponed. */
    z.object({ type: z.literal("operator.retry") }),
    /** Give up what is stuck; the request is settled on the platform by hand. */
    z.object({ type: z.literal("operator.skip") }),
  ]);

/** Every event the machine knows. */
export const subscriptionEventSchema = z.lazy(() =>
  z.discriminatedUnion("type", [
    requestFactSchema,
    subscriptionAdoptedSchema(),
    capabilitiesChangedSchema(),
    renewalChangedSchema(),
    commandSchema,
    answerSchema,
    effectFailedSchema(),
    timerDueSchema(),
    operatorEventSchema(),
  ]),
);
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
  | Extract<
      SubscriptionEvent,
      { type: "subscription.adopted" | "capabilities.changed" | "renewal.changed" }
    > {
  return (
    event.type.startsWith("request.") ||
    event.type === "subscription.adopted" ||
    event.type === "capabilities.changed" ||
    event.type === "renewal.changed"
  );
}
