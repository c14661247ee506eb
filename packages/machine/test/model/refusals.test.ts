import type { SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, purchased, suspended } from "../purchased.ts";

type Command = Extract<SubscriptionEventInput, { readonly type: `command.${string}` }>;

const withItem: readonly SubscriptionEventInput[] = [
  ...purchased,
  {
    type: "subscription.adopted",
    status: "active",
    forced: true,
    items: [{ id: "A", quantity: "1", status: "active" }],
  },
];
const removal = { id: "A", quantity: "0", status: "removed" } as const;
const deactivation = { id: "B", quantity: "1", status: "deactivated" } as const;
const withDeactivated: readonly SubscriptionEventInput[] = [
  ...purchased,
  {
    type: "subscription.adopted",
    status: "active",
    forced: true,
    items: [
      { id: "A", quantity: "1", status: "active" },
      { id: "B", quantity: "1", status: "deactivated" },
      { id: "C", quantity: "1", status: "finished" },
    ],
  },
];
const ordered: readonly SubscriptionEventInput[] = [
  ...purchased,
  { type: "command.adjust", parameters: {} },
];
const allOn = { capabilities: { renewalSwitch: true, itemDeactivation: true } };
const noFullCancel = { capabilities: { fullCancel: false } };
const onHold = { capabilities: { paymentHold: true, administrativeHold: true } };
const off = { capabilities: {} };
const strict = { decisions: { cancelWhileSuspended: false } };

/** The name of the guard, the code, and the missing capability. */
const refusals: readonly (readonly [
  guard: string | undefined,
  code: string,
  capability: string | undefined,
  events: readonly SubscriptionEventInput[],
  command: Command,
  input: Parameters<typeof given>[1],
])[] = [
  [
    "noRequestInProgress",
    "request_in_progress",
    undefined,
    ordered,
    { type: "command.cancel", consent },
    {},
  ],
  ["consentGiven", "consent_missing", undefined, purchased, { type: "command.cancel" }, {}],
  [
    "holdIsOn",
    "capability_missing",
    "administrativeHold",
    purchased,
    { type: "command.suspend", consent },
    off,
  ],
  [
    "keepsAnActiveItem",
    "last_active_item",
    undefined,
    withItem,
    { type: "command.change", consent, items: [removal] },
    {},
  ],
  [
    "cancelWhileSuspended",
    "not_in_this_state",
    undefined,
    suspended,
    { type: "command.cancel", consent },
    strict,
  ],
  [
    "itemsMayBeDeactivated",
    "capability_missing",
    "itemDeactivation",
    withItem,
    { type: "command.change", consent, items: [deactivation] },
    off,
  ],
  [
    "itemsAreKnown",
    "item_unknown",
    undefined,
    withItem,
    { type: "command.change", consent, items: [deactivation] },
    allOn,
  ],
  [
    "itemsAreActive",
    "item_not_active",
    undefined,
    withDeactivated,
    { type: "command.change", consent, items: [deactivation] },
    allOn,
  ],
  [
    "itemsMayComeBack",
    "item_ended",
    undefined,
    withDeactivated,
    { type: "command.change", consent, items: [{ id: "C", status: "active" }] },
    allOn,
  ],
  [
    "fullCancelIsOffered",
    "full_cancel_unsupported",
    "fullCancel",
    purchased,
    { type: "command.cancel", consent },
    noFullCancel,
  ],
  [
    "isNotHeldForPayment",
    "payment_hold",
    undefined,
    suspended,
    { type: "command.resume", consent },
    onHold,
  ],
  [
    "isNotHeldForPayment",
    "payment_hold",
    undefined,
    suspended,
    { type: "command.cancel", consent },
    onHold,
  ],
  [
    "renewalSwitchIsOn",
    "capability_missing",
    "renewalSwitch",
    purchased,
    { type: "command.setRenewal", renewal: "manual", consent },
    off,
  ],
  [
    "renewalIsOther",
    "not_in_this_state",
    undefined,
    purchased,
    { type: "command.setRenewal", renewal: "automatic", consent },
    allOn,
  ],
  [
    undefined,
    "not_in_this_state",
    undefined,
    suspended,
    { type: "command.adjust", parameters: {} },
    {},
  ],
];

describe("a refusal", () => {
  test.each(refusals)("by %s is told as %s", (guard, code, capability, events, command, input) => {
    const { verdict } = given(events, input).when(command).decision;
    const refusal = verdict.type === "refused" ? verdict.refusal : undefined;
    expect(refusal?.guard).toBe(guard);
    expect(refusal?.code).toBe(code);
    expect(refusal?.capability).toBe(capability);
    expect(refusal?.message).toContain(
      `Subscription AS-1 is ${given(events, input).snapshot.value.lifecycle}`,
    );
    expect(refusal?.message).toContain(`${command.type} is refused. To go on, `);
  });

  test("says where the rule comes from, when a rule refused", () => {
    for (const [guard, , , events, command, input] of refusals) {
      const { verdict } = given(events, input).when(command).decision;
      const refusal = verdict.type === "refused" ? verdict.refusal : {};
      expect("reference" in refusal).toBe(guard !== undefined);
    }
  });

  test("names the request that is in progress, and where it is", () => {
    const open = [
      ...purchased,
      { type: "request.inquiring", request: { id: "PR-7", type: "change" } } as const,
    ];
    const { verdict } = given(open).when({ type: "command.cancel", consent }).decision;
    expect(JSON.stringify(verdict)).toContain("change PR-7 inquiring");
    const { verdict: without } = given(purchased).when({ type: "command.cancel" }).decision;
    expect(JSON.stringify(without)).toContain("no request in progress");
  });

  test("of what is no event names what is wrong with it, and moves nothing", () => {
    const snapshot = given(purchased).snapshot;
    const wrong = { type: "command.bill" } as unknown as SubscriptionEventInput;
    const decision = given(purchased).when(wrong).decision;
    expect(decision).toMatchObject({ snapshot, effects: [], drift: false });
    expect(decision.verdict).toMatchObject({ refusal: { code: "invalid_event" } });
  });
});
