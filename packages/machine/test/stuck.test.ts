import {
  awaitedOf,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered } from "./purchased.ts";

const requestId = "PR-1-001";
const pending: SubscriptionEventInput = {
  type: "request.pending",
  request: numbered(1, "purchase"),
};
const failed = (effect: "fulfillRequest" | "approveRequest"): SubscriptionEventInput => ({
  type: "effect.failed",
  effectId: "AS-1/1/0",
  effect,
  requestId,
  attempts: 8,
  error: { code: "handler_threw", message: "The vendor's service was down." },
});
const approve: SubscriptionEventInput = {
  type: "answer.approve",
  requestId,
  parameters: { a: "1" },
};

describe("a stuck request", () => {
  const stuck = [pending, failed("fulfillRequest")];

  test("keeps the effect and its error, and waits for an operator", () => {
    const snapshot = given(stuck).snapshot;
    expect(awaitedOf(snapshot)).toBe("operator");
    expect(snapshot.context.request?.stuck).toEqual({
      effect: "fulfillRequest",
      attempts: 8,
      error: { code: "handler_threw", message: "The vendor's service was down." },
    });
  });

  test("is tried again from the step it failed at", () => {
    expect(given(stuck).when({ type: "operator.retry" }).decision.effects).toMatchObject([
      { type: "fulfillRequest", occasion: "retried" },
    ]);
    const atApproving = [pending, approve, failed("approveRequest")];
    expect(given(atApproving).when({ type: "operator.retry" }).decision.effects).toMatchObject([
      { type: "approveRequest", parameters: { a: "1" } },
    ]);
  });

  test("can be answered by hand, and not by a late handler", () => {
    expect(given(stuck).when(approve).decision.verdict).toEqual({
      type: "unchanged",
      reason: "late",
    });
    const byHand = { ...approve, by: "operator" } as const;
    expect(pendingStateOf(given(stuck).when(byHand).decision.snapshot)).toBe("approving");
  });

  test("that was settled on the platform by hand is read there, and goes on when it is seen", () => {
    const skipped = given(stuck).when({ type: "operator.skip" }).decision;
    expect(skipped.effects).toEqual([{ type: "readRequest", requestId }]);
    const events = [
      ...stuck,
      { type: "request.approved", request: numbered(1, "purchase") } as const,
    ];
    expect(lifecycleOf(given(events).snapshot)).toBe("active");
  });

  test("of an unknown type is never approved, whoever asks", () => {
    const unknown = [{ type: "request.pending", request: numbered(1, "teleport") } as const];
    expect(requestStateOf(given(unknown).snapshot)).toBe("stuck");
    expect(given(unknown).snapshot.context.request?.stuck?.error.code).toBe(
      "unsupported_request_type",
    );
    for (const event of [
      approve,
      { ...approve, by: "operator" } as const,
      { type: "operator.retry" } as const,
    ]) {
      const decision = given(unknown).when(event).decision;
      expect(decision.effects).toEqual([]);
      expect(decision.verdict.type).not.toBe("moved");
    }
  });
});

describe("a planned date that passes before the platform is told", () => {
  test("brings the request to its handler as due", () => {
    const events: readonly SubscriptionEventInput[] = [
      pending,
      { type: "answer.schedule", requestId, plannedDate: "2026-02-01T00:00:00.000Z" },
    ];
    expect(
      given(events).when({ type: "timer.due", timer: "schedule", requestId }).decision.effects,
    ).toEqual([{ type: "fulfillRequest", requestId, requestType: "purchase", occasion: "due" }]);
  });
});

describe("an answer that does not fit", () => {
  test.each(["suspend", "resume", "cancel"])("%s cannot be inquired, and is stuck", (type) => {
    const events = [{ type: "request.pending", request: numbered(1, type) } as const];
    const { snapshot, effects } = given(events).when({
      type: "answer.inquire",
      requestId,
      parameters: { a: "?" },
    }).decision;
    expect(requestStateOf(snapshot)).toBe("stuck");
    expect(snapshot.context.request?.stuck?.error.code).toBe("answer_not_allowed");
    expect(effects).toEqual([]);
  });

  test("a type the product cannot schedule is stuck when its handler schedules it", () => {
    const schedule = {
      type: "answer.schedule",
      requestId,
      plannedDate: "2026-02-01T00:00:00.000Z",
    } as const;
    expect(
      requestStateOf(given([pending], { capabilities: {} }).when(schedule).decision.snapshot),
    ).toBe("stuck");
    expect(pendingStateOf(given([pending]).when(schedule).decision.snapshot)).toBe("scheduling");
  });
});
