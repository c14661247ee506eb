import {
  capabilitiesSchema,
  capabilityFacts,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type CapabilityName,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { consent, given, numbered, purchased, suspended, when } from "./given.ts";

const lost = { type: "capabilities.changed", capabilities: {} } as const;
const purchase = numbered(1, "purchase");

const scheduled = (type: string): readonly SubscriptionEventInput[] => [
  ...(type === "purchase" ? [] : type === "resume" ? suspended : purchased),
  { type: "request.scheduled", request: numbered(9, type) },
  lost,
];

/** What is kept, and what is refused from then on, when a capability goes away under a subscription. */
const policies: Record<CapabilityName, () => void> = {
  administrativeHold: () => {
    const events = [...suspended, lost];
    expect(lifecycleOf(given(events))).toBe("suspended");
    expect(when(events, { type: "command.resume", consent }).verdict).toMatchObject({
      refusal: { capability: "administrativeHold" },
    });
    const resumed = { type: "request.approved", request: numbered(3, "resume") } as const;
    expect(lifecycleOf(when(events, resumed).snapshot)).toBe("suspended");
    const shown = { ...resumed, subscriptionStatus: "active" } as const;
    expect(lifecycleOf(when(events, shown).snapshot)).toBe("active");
  },
  "dynamicValidation.purchase": () => {
    const events = [{ type: "request.draft", request: purchase } as const, lost];
    expect(lifecycleOf(given(events))).toBe("draft");
    expect(lifecycleOf(when(events, { type: "request.pending", request: purchase }).snapshot)).toBe(
      "processing",
    );
    expect(
      lifecycleOf(when(events, { type: "request.discarded", request: purchase }).snapshot),
    ).toBe("discarded");
    expect(when([lost], { type: "request.draft", request: purchase }).drift).toBe(true);
  },
  "dynamicValidation.change": () => {
    const change = numbered(2, "change");
    const events = [...purchased, { type: "request.draft", request: change } as const, lost];
    expect(requestStateOf(given(events))).toBe("draft");
    expect(
      requestStateOf(when(events, { type: "request.pending", request: change }).snapshot),
    ).toBe("pending");
    expect(when([...purchased, lost], { type: "request.draft", request: change }).drift).toBe(true);
  },
  "dynamicValidation.inquiring": () => {
    const events = [{ type: "request.inquiring", request: purchase } as const, lost];
    expect(requestStateOf(given(events))).toBe("inquiring");
    expect(
      requestStateOf(when(events, { type: "request.pending", request: purchase }).snapshot),
    ).toBe("pending");
  },
  "scheduling.purchase": () => staysScheduled("purchase"),
  "scheduling.change": () => staysScheduled("change"),
  "scheduling.suspend": () => staysScheduled("suspend"),
  "scheduling.resume": () => staysScheduled("resume"),
  "scheduling.cancel": () => staysScheduled("cancel"),
  "scheduling.renew": () => staysScheduled("renew"),
  tierConfiguration: () => {
    const events = [{ type: "request.tiersSetup", request: purchase } as const, lost];
    expect(requestStateOf(given(events))).toBe("tiersSetup");
    expect(
      requestStateOf(when(events, { type: "request.pending", request: purchase }).snapshot),
    ).toBe("pending");
  },
  payAsYouGo: () => {
    const items = [{ id: "TRAFFIC", quantity: "unlimited", status: "active" as const }];
    const events = [{ type: "request.approved", request: { ...purchase, items } } as const, lost];
    expect(given(events).context.items).toEqual(items);
  },
  simultaneousAdjustment: () => {
    const events = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "change") } as const,
      { type: "request.pending", request: numbered(3, "adjustment") } as const,
      lost,
      { type: "request.approved", request: numbered(2, "change") } as const,
    ];
    expect(given(events).context.request?.id).toBe("PR-1-003");
  },
  renewalSwitch: () => {
    const events = [
      { type: "capabilities.changed", capabilities: { renewalSwitch: true } } as const,
      ...purchased,
      { type: "renewal.changed", renewal: "manual" } as const,
      lost,
    ];
    expect(given(events).context.renewal).toBe("manual");
    const back = { type: "command.setRenewal", renewal: "automatic", consent } as const;
    expect(when(events, back).verdict).toMatchObject({ refusal: { capability: "renewalSwitch" } });
    expect(when(events.slice(0, -1), back).effects).toEqual([
      { type: "switchRenewal", renewal: "automatic" },
    ]);
  },
  itemDeactivation: () => {
    const items = [
      { id: "A", quantity: "1", status: "active" as const },
      { id: "B", quantity: "1", status: "deactivated" as const },
      { id: "C", quantity: "1", status: "active" as const },
    ];
    const events: readonly SubscriptionEventInput[] = [
      { type: "request.approved", request: { ...purchase, items } },
      lost,
    ];
    expect(given(events).context.items).toEqual(items);
    const change: SubscriptionEventInput = {
      type: "command.change",
      consent,
      items: [{ id: "C", status: "deactivated" }],
    };
    expect(when(events, change).verdict).toMatchObject({
      refusal: { capability: "itemDeactivation" },
    });
    const on = { type: "capabilities.changed", capabilities: { itemDeactivation: true } } as const;
    expect(when([...events, on], change).verdict.type).toBe("moved");
  },
  fullCancel: () => {
    const gone = { type: "capabilities.changed", capabilities: { fullCancel: false } } as const;
    const canceling = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "cancel") } as const,
      gone,
    ];
    expect(lifecycleOf(given(canceling))).toBe("terminating");
    expect(when(canceling, { type: "answer.approve", requestId: "PR-1-002" }).effects).toHaveLength(
      1,
    );
    expect(when([...purchased, gone], { type: "command.cancel", consent }).verdict).toMatchObject({
      refusal: { capability: "fullCancel" },
    });
  },
  paymentHold: () => {
    const held = [
      { type: "capabilities.changed", capabilities: { paymentHold: true } } as const,
      ...purchased,
      {
        type: "request.approved",
        request: numbered(2, "suspend"),
        subscriptionStatus: "suspended",
      } as const,
    ];
    const resume = { type: "command.resume", consent } as const;
    expect(when(held, resume).verdict).toMatchObject({ refusal: { code: "payment_hold" } });
    expect(lifecycleOf(given([...held, lost]))).toBe("suspended");
    expect(when([...held, lost], resume).verdict).toMatchObject({
      refusal: { capability: "administrativeHold" },
    });
  },
};

function staysScheduled(type: string): void {
  const events = scheduled(type);
  expect(requestStateOf(given(events))).toBe("scheduled");
  const due = [...events, { type: "request.pending", request: numbered(9, type) } as const];
  expect(pendingStateOf(given(due))).toBe("fulfilling");
  const again = {
    type: "answer.schedule",
    requestId: "PR-1-009",
    plannedDate: "2026-02-01T00:00:00.000Z",
  } as const;
  expect(requestStateOf(when(due, again).snapshot)).toBe("stuck");
}

describe("a capability that goes away while a subscription relies on it:", () => {
  test.each(Object.entries(policies))("%s", (_name, policy) => policy());

  test("each capability has a policy, a path and a label", () => {
    const withDefaults: Record<string, unknown> = capabilitiesSchema.parse({});
    const flags = Object.keys(capabilitiesSchema.shape).flatMap((name) => {
      const value = withDefaults[name];
      return typeof value === "object" && value !== null
        ? Object.keys(value).map((inner) => `${name}.${inner}`)
        : [name];
    });
    expect(Object.keys(capabilityFacts)).toEqual(expect.arrayContaining(flags));
    expect(Object.keys(policies)).toEqual(expect.arrayContaining(flags));
    expect(Object.keys(capabilityFacts)).toHaveLength(flags.length);
    for (const { path, label, whenSwitchedOff } of Object.values(capabilityFacts)) {
      expect([path, label, whenSwitchedOff].every((text) => text.length > 3)).toBe(true);
    }
  });
});
