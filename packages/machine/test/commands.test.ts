import { commandTypes, lifecycleOf, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased, suspended } from "./purchased.ts";

const refusalCode = (
  events: readonly SubscriptionEventInput[],
  command: SubscriptionEventInput,
  input: Parameters<typeof given>[1] = {},
) => {
  const { verdict } = given(events, input).when(command).decision;
  return verdict.type === "refused" ? verdict.refusal.code : verdict.type;
};

describe("a command", () => {
  test("orders its request from the platform, and moves the status only when that is seen", () => {
    const decision = given(purchased).when({ type: "command.suspend", consent }).decision;
    expect(decision.effects).toEqual([{ type: "createRequest", requestType: "suspend" }]);
    expect(lifecycleOf(decision.snapshot)).toBe("active");
  });

  test("is refused without the customer's consent", () => {
    expect(refusalCode(purchased, { type: "command.cancel" })).toBe("consent_missing");
    expect(refusalCode(purchased, { type: "command.cancel", consent })).toBe("moved");
  });

  test("of the vendor itself needs no customer's consent", () => {
    expect(refusalCode(purchased, { type: "command.adjust", parameters: { a: "1" } })).toBe(
      "moved",
    );
  });

  test("to suspend is refused with Administrative Hold off, and says which capability is missing", () => {
    const { verdict } = given(purchased, { capabilities: {} }).when({
      type: "command.suspend",
      consent,
    }).decision;
    expect(verdict).toMatchObject({
      type: "refused",
      refusal: { code: "capability_missing", capability: "administrativeHold", guard: "holdIsOn" },
    });
    expect(JSON.stringify(verdict)).toContain("subscription.hold");
  });

  test("to resume is refused when the hold went away, and the subscription stays suspended", () => {
    const events = [...suspended, { type: "capabilities.changed", capabilities: {} } as const];
    expect(lifecycleOf(given(events).snapshot)).toBe("suspended");
    expect(refusalCode(events, { type: "command.resume", consent })).toBe("capability_missing");
  });

  test("is refused while another request is in progress or ordered", () => {
    const open = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "change") } as const,
    ];
    expect(refusalCode(open, { type: "command.cancel", consent })).toBe("request_in_progress");
    const ordered = [...purchased, { type: "command.suspend", consent } as const];
    expect(refusalCode(ordered, { type: "command.cancel", consent })).toBe("request_in_progress");
  });

  test("to cancel a suspended subscription is refused while another request is in progress", () => {
    const open = [
      ...suspended,
      { type: "request.pending", request: numbered(3, "resume") } as const,
    ];
    expect(refusalCode(open, { type: "command.cancel", consent })).toBe("request_in_progress");
  });

  test("to cancel a processing subscription is refused", () => {
    const processing = [{ type: "request.pending", request: numbered(1, "purchase") } as const];
    expect(refusalCode(processing, { type: "command.cancel", consent })).toBe("not_in_this_state");
  });

  test("to adjust a suspended subscription is refused, though as a fact it is taken in", () => {
    expect(refusalCode(suspended, { type: "command.adjust", parameters: {} })).toBe(
      "not_in_this_state",
    );
    const fact = { type: "request.pending", request: numbered(3, "adjustment") } as const;
    expect(refusalCode(suspended, fact)).toBe("moved");
  });

  test("that would take the last active item is refused and names what to do instead", () => {
    const item = { id: "A", quantity: "1", status: "active" } as const;
    const events: readonly SubscriptionEventInput[] = [
      { type: "request.approved", request: { ...numbered(1, "purchase"), items: [item] } },
    ];
    const removal: SubscriptionEventInput = {
      type: "command.change",
      consent,
      items: [{ ...item, status: "removed" }],
    };
    const { verdict } = given(events).when(removal).decision;
    expect(verdict).toMatchObject({ refusal: { code: "last_active_item" } });
    expect(JSON.stringify(verdict)).toContain("renewal");
  });

  test("to bill is allowed only while the subscription is active", () => {
    const bill = { type: "command.bill", from: consent.givenAt, to: consent.givenAt } as const;
    expect(given(purchased).when(bill).decision.effects).toEqual([
      { type: "createBillingRequest", from: consent.givenAt, to: consent.givenAt },
    ]);
    const processing = [{ type: "request.pending", request: numbered(1, "purchase") } as const];
    const terminating = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "cancel") } as const,
    ];
    for (const events of [[], processing, suspended, terminating]) {
      expect(refusalCode(events, bill)).toBe("not_in_this_state");
    }
  });

  test("that is given up without holding a request leaves a trace", () => {
    const error = { code: "refused", message: "no" };
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "command.bill", from: consent.givenAt, to: consent.givenAt },
      { type: "effect.failed", effectId: "e", effect: "createBillingRequest", attempts: 1, error },
    ];
    expect(given(events).snapshot.context.failure).toEqual({
      effect: "createBillingRequest",
      attempts: 1,
      error,
    });
  });

  test("to set the renewal is refused when it is so already", () => {
    const capable = { capabilities: { renewalSwitch: true } };
    const automatic = { type: "command.setRenewal", renewal: "automatic", consent } as const;
    expect(refusalCode(purchased, automatic, capable)).toBe("not_in_this_state");
    const manual = { ...automatic, renewal: "manual" } as const;
    expect(refusalCode(purchased, manual, capable)).toBe("moved");
  });

  test("on a terminated subscription says that it has ended", () => {
    const events = [
      ...purchased,
      { type: "request.approved", request: numbered(2, "cancel") } as const,
    ];
    for (const type of commandTypes) {
      const command = {
        type,
        consent,
        parameters: {},
        reason: "x",
        renewal: "manual",
        from: consent.givenAt,
        to: consent.givenAt,
      } as const;
      expect(refusalCode(events, command as SubscriptionEventInput)).toBe("subscription_ended");
    }
  });

  test("that the platform refused for good is dropped, and another may follow", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "command.suspend", consent },
      {
        type: "effect.failed",
        effectId: "AS-1/3/0",
        effect: "createRequest",
        attempts: 1,
        error: { code: "refused", message: "no" },
      },
    ];
    expect(refusalCode(events, { type: "command.cancel", consent })).toBe("moved");
  });
});

test("a date that is spelled another way is refused, and told how it is spelled", () => {
  const short = { ...consent, givenAt: "2026-01-01T00:00:00Z" };
  const { verdict } = given(purchased).when({ type: "command.suspend", consent: short }).decision;
  expect(verdict).toMatchObject({ type: "refused", refusal: { code: "invalid_event" } });
  expect(JSON.stringify(verdict)).toContain("expected a moment in UTC with milliseconds");
});
