import type { SubscriptionEventInput, SubscriptionInput } from "@tenure/machine";

/** What a subscription starts from, and what then happens to it. */
export interface Story {
  readonly input: SubscriptionInput;
  readonly events: readonly SubscriptionEventInput[];
}

type FactEvent = Extract<SubscriptionEventInput, { readonly request: unknown }>;
type Shown = FactEvent["type"] extends `request.${infer Name}` ? Name : never;
type EffectName = Extract<SubscriptionEventInput, { readonly type: "effect.failed" }>["effect"];

/** A product that can do everything, so that a story is about what happens and not about what may. */
export const everything: SubscriptionInput = {
  key: "AS-1",
  capabilities: {
    administrativeHold: true,
    dynamicValidation: { purchase: true, change: true, inquiring: true },
    scheduling: {
      purchase: true,
      change: true,
      suspend: true,
      resume: true,
      cancel: true,
      renew: true,
    },
    tierConfiguration: true,
    simultaneousAdjustment: true,
  },
};

export const at = (second: number): string => `2026-01-01T00:00:0${second}.000Z`;

export const consent = { identity: "buyer@example.com", text: "I agree.", givenAt: at(0) };

/** The platform shows the subscription's request of this number. */
export const fact = (
  shown: Shown,
  number: number,
  type: string,
  more: Partial<FactEvent["request"]> = {},
): SubscriptionEventInput => ({
  type: `request.${shown}`,
  request: { id: `PR-1-00${number}`, type, ...more },
});

export const failed = (effect: EffectName, requestId?: string): SubscriptionEventInput => ({
  type: "effect.failed",
  effectId: "AS-1/1/0",
  effect,
  attempts: 8,
  error: { code: "unreachable", message: "No answer." },
  ...(requestId === undefined ? {} : { requestId }),
});

export const purchased: readonly SubscriptionEventInput[] = [
  fact("pending", 1, "purchase"),
  fact("approved", 1, "purchase", {
    items: [{ id: "A", quantity: "1", status: "active" }],
    parameters: { tenant: "T-1" },
  }),
];

export const suspended: readonly SubscriptionEventInput[] = [
  ...purchased,
  fact("pending", 2, "suspend"),
  fact("approved", 2, "suspend"),
];
