import {
  decide,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered, purchased, suspended } from "../purchased.ts";

const requestId = "PR-1-002";
const change = numbered(2, "change");
const pending: SubscriptionEventInput = { type: "request.pending", request: change };
const postpone: SubscriptionEventInput = { type: "answer.postpone", requestId, delay: 5 };
const failed = (effect: "failRequest" | "confirmRevocation"): SubscriptionEventInput => ({
  type: "effect.failed",
  effectId: "AS-1/3/0",
  effect,
  requestId,
  attempts: 8,
  error: { code: "gone", message: "It is gone." },
});
const byHand = { requestId, by: "operator" } as const;

describe("what random histories once found", () => {
  test("a late timer of another state does not call the handler early", () => {
    const events = [...purchased, pending, postpone];
    const late = given(events).when({ type: "timer.due", timer: "schedule", requestId }).decision;
    expect(late.verdict).toEqual({ type: "unchanged", reason: "late" });
    expect(pendingStateOf(late.snapshot)).toBe("postponed");
  });

  test("D6: an inquiring request is approved by hand never, also not after its rejection failed", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "request.inquiring", request: change },
      { type: "answer.reject", reason: "no", ...byHand },
      failed("failRequest"),
    ];
    expect(requestStateOf(given(events).snapshot)).toBe("stuck");
    expect(given(events).when({ type: "answer.approve", ...byHand }).decision.verdict.type).toBe(
      "refused",
    );
  });

  test("a request that is being revoked is not approved by hand", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "request.revoking", request: change },
      failed("confirmRevocation"),
    ];
    expect(requestStateOf(given(events).snapshot)).toBe("stuck");
    expect(given(events).when({ type: "answer.approve", ...byHand }).decision.verdict.type).toBe(
      "refused",
    );
  });

  test("a cancel that is only a draft has not opened, also when it is the first that is seen", () => {
    const draft = { type: "request.draft", request: numbered(2, "cancel") } as const;
    expect(lifecycleOf(given([...purchased, draft]).snapshot)).toBe("active");
    expect(lifecycleOf(given([draft]).snapshot)).toBe("active");
  });

  test("a waiting draft that is discarded does not come up afterwards", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "adjustment") },
      { type: "request.draft", request: numbered(3, "change") },
      { type: "request.discarded", request: numbered(3, "change") },
      { type: "request.approved", request: numbered(2, "adjustment") },
    ];
    expect(requestStateOf(given(events).snapshot)).toBe("none");
  });

  test.each(["pending", "revoking"] as const)(
    "a waiting request that was submitted is not deleted, as one in progress is not: %s",
    (shown) => {
      const other = numbered(3, "change");
      const events: readonly SubscriptionEventInput[] = [
        ...purchased,
        { type: "request.pending", request: numbered(2, "adjustment") },
        { type: `request.${shown}`, request: other },
      ];
      const deleted = { type: "request.discarded", request: other } as const;
      expect(given(events).when(deleted).decision.drift).toBe(true);
      expect(
        given([...purchased, { type: `request.${shown}`, request: other }]).when(deleted).decision
          .drift,
      ).toBe(true);
    },
  );

  test("the end of a request that still waited when the subscription ended is no drift", () => {
    const events: readonly SubscriptionEventInput[] = [
      { type: "request.pending", request: numbered(1, "purchase") },
      { type: "request.pending", request: numbered(2, "change") },
      { type: "request.failed", request: numbered(1, "purchase") },
    ];
    const ended = given(events).when({
      type: "request.approved",
      request: numbered(2, "change"),
    }).decision;
    expect(ended.drift).toBe(false);
    expect(lifecycleOf(ended.snapshot)).toBe("terminated");
  });

  test("a draft that may not be is not let in because another request waits", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "capabilities.changed", capabilities: {} },
      { type: "request.pending", request: numbered(2, "change") },
      { type: "request.pending", request: numbered(3, "adjustment") },
    ];
    const draft = { type: "request.draft", request: numbered(4, "change") } as const;
    expect(given(events).when(draft).decision.drift).toBe(true);
  });

  test("a cancel from before a status was forced says nothing of a later one", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...suspended,
      { type: "request.pending", request: numbered(3, "cancel") },
      { type: "subscription.adopted", status: "terminated", forced: true },
      { type: "subscription.adopted", status: "terminating", forced: true },
    ];
    const rejected = decide(given(events).snapshot, {
      type: "request.failed",
      request: numbered(4, "cancel"),
    });
    expect(lifecycleOf(rejected.snapshot)).toBe("active");
  });
});
