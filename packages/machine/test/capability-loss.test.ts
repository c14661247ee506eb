import {
  capabilitiesSchema,
  capabilityFacts,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type CapabilityName,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased, suspended } from "./purchased.ts";

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
    expect(lifecycleOf(given(events).snapshot)).toBe("suspended");
    expect(given(events).when({ type: "command.resume", consent }).decision.verdict).toMatchObject({
      refusal: { capability: "administrativeHold" },
    });
    const resumed = { type: "request.approved", request: numbered(3, "resume") } as const;
    expect(lifecycleOf(given(events).when(resumed).decision.snapshot)).toBe("suspended");
    const shown = { ...resumed, subscriptionStatus: "active" } as const;
    expect(lifecycleOf(given(events).when(shown).decision.snapshot)).toBe("active");
  },
  "dynamicValidation.purchase": () => {
    const events = [{ type: "request.draft", request: purchase } as const, lost];
    expect(lifecycleOf(given(events).snapshot)).toBe("draft");
    expect(
      lifecycleOf(
        given(events).when({ type: "request.pending", request: purchase }).decision.snapshot,
      ),
    ).toBe("processing");
    expect(
      lifecycleOf(
        given(events).when({ type: "request.discarded", request: purchase }).decision.snapshot,
      ),
    ).toBe("discarded");
    expect(given([lost]).when({ type: "request.draft", request: purchase }).decision.drift).toBe(
      true,
    );
  },
  "dynamicValidation.change": () => {
    const change = numbered(2, "change");
    const events = [...purchased, { type: "request.draft", request: change } as const, lost];
    expect(requestStateOf(given(events).snapshot)).toBe("draft");
    expect(
      requestStateOf(
        given(events).when({ type: "request.pending", request: change }).decision.snapshot,
      ),
    ).toBe("pending");
    expect(
      given([...purchased, lost]).when({ type: "request.draft", request: change }).decision.drift,
    ).toBe(true);
  },
  "dynamicValidation.inquiring": () => {
    const events = [{ type: "request.inquiring", request: purchase } as const, lost];
    expect(requestStateOf(given(events).snapshot)).toBe("inquiring");
    expect(
      requestStateOf(
        given(events).when({ type: "request.pending", request: purchase }).decision.snapshot,
      ),
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
    expect(requestStateOf(given(events).snapshot)).toBe("tiersSetup");
    expect(
      requestStateOf(
        given(events).when({ type: "request.pending", request: purchase }).decision.snapshot,
      ),
    ).toBe("pending");
  },
  payAsYouGo: () => {
    const items = [{ id: "TRAFFIC", quantity: "unlimited", status: "active" as const }];
    const events = [{ type: "request.approved", request: { ...purchase, items } } as const, lost];
    expect(given(events).snapshot.context.items).toEqual(items);
  },
  simultaneousAdjustment: () => {
    const events = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "change") } as const,
      { type: "request.pending", request: numbered(3, "adjustment") } as const,
      lost,
      { type: "request.approved", request: numbered(2, "change") } as const,
    ];
    expect(given(events).snapshot.context.request?.id).toBe("PR-1-003");
  },
  renewalSwitch: () => {
    const events = [
      { type: "capabilities.changed", capabilities: { renewalSwitch: true } } as const,
      ...purchased,
      { type: "renewal.changed", renewal: "manual" } as const,
      lost,
    ];
    expect(given(events).snapshot.context.renewal).toBe("manual");
    const back = { type: "command.setRenewal", renewal: "automatic", consent } as const;
    expect(given(events).when(back).decision.verdict).toMatchObject({
      refusal: { capability: "renewalSwitch" },
    });
    expect(given(events.slice(0, -1)).when(back).decision.effects).toEqual([
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
    expect(given(events).snapshot.context.items).toEqual(items);
    const change: SubscriptionEventInput = {
      type: "command.change",
      consent,
      items: [{ id: "C", status: "deactivated" }],
    };
    expect(given(events).when(change).decision.verdict).toMatchObject({
      refusal: { capability: "itemDeactivation" },
    });
    const on = { type: "capabilities.changed", capabilities: { itemDeactivation: true } } as const;
    expect(given([...events, on]).when(change).decision.verdict.type).toBe("moved");
  },
  fullCancel: () => {
    const gone = { type: "capabilities.changed", capabilities: { fullCancel: false } } as const;
    const canceling = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "cancel") } as const,
      gone,
    ];
    expect(lifecycleOf(given(canceling).snapshot)).toBe("terminating");
    expect(
      given(canceling).when({ type: "answer.approve", requestId: "PR-1-002" }).decision.effects,
    ).toHaveLength(1);
    expect(
      given([...purchased, gone]).when({ type: "command.cancel", consent }).decision.verdict,
    ).toMatchObject({
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
    expect(given(held).when(resume).decision.verdict).toMatchObject({
      refusal: { code: "payment_hold" },
    });
    expect(lifecycleOf(given([...held, lost]).snapshot)).toBe("suspended");
    expect(given([...held, lost]).when(resume).decision.verdict).toMatchObject({
      refusal: { capability: "administrativeHold" },
    });
  },
};

function staysScheduled(type: string): void {
  const events = scheduled(type);
  expect(requestStateOf(given(events).snapshot)).toBe("scheduled");
  const due = [...events, { type: "request.pending", request: numbered(9, type) } as const];
  expect(pendingStateOf(given(due).snapshot)).toBe("fulfilling");
  const again = {
    type: "answer.schedule",
    requestId: "PR-1-009",
    plannedDate: "2026-02-01T00:00:00.000Z",
  } as const;
  expect(requestStateOf(given(due).when(again).decision.snapshot)).toBe("stuck");
}

describe("a capability that goes away while a subscription relies on it:", () => {
  test.each(Object.entries(policies))("%s", (_name, policy) => policy());

  test("each capability has a policy, a path and a label", () => {
    const withDefaults: Record<string, unknown> = capabilitiesSchema.parse({});
    const flags = Object.keys(capabilitiesSchema._zod.innerType.shape).flatMap((name) => {
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
