import { lifecycleOf, requestStateOf, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered } from "./purchased.ts";

const seen = (type: string, status: string, subscriptionStatus?: string) => {
  const snapshot = given([
    {
      type: `request.${status}`,
      request: numbered(2, type),
      ...(subscriptionStatus === undefined ? {} : { subscriptionStatus }),
    } as SubscriptionEventInput,
  ]).snapshot;
  return `${lifecycleOf(snapshot)} ${requestStateOf(snapshot)}`;
};

describe("a subscription first seen through one of its requests", () => {
  test.each([
    ["purchase", "draft", undefined, "draft draft"],
    ["purchase", "pending", undefined, "processing pending"],
    ["purchase", "tiersSetup", undefined, "processing tiersSetup"],
    ["purchase", "approved", undefined, "active none"],
    ["purchase", "approved", "terminated", "terminated none"],
    ["purchase", "approved", "suspended", "suspended none"],
    ["purchase", "approved", "terminating", "terminating none"],
    ["purchase", "failed", undefined, "terminated none"],
    ["change", "pending", undefined, "active pending"],
    ["change", "pending", "active", "active pending"],
    ["suspend", "approved", undefined, "suspended none"],
    ["resume", "pending", undefined, "suspended pending"],
    ["resume", "tiersSetup", "suspended", "suspended tiersSetup"],
    ["cancel", "pending", "terminating", "terminating pending"],
    ["cancel", "pending", undefined, "terminating pending"],
    ["cancel", "approved", "terminated", "terminated none"],
    ["renew", "approved", undefined, "active none"],
    ["test", "pending", undefined, "processing stuck"],
    ["test", "pending", "active", "active stuck"],
    ["toString", "pending", undefined, "processing stuck"],
    ["constructor", "pending", undefined, "processing stuck"],
  ])("%s %s (reported: %s) is taken over as: %s", (type, status, reported, expected) => {
    expect(seen(type, status, reported)).toBe(expected);
  });

  test.each(["request.draft", "request.pending"] as const)(
    "takes over its items and parameters: %s",
    (type) => {
      const items = [{ id: "A", quantity: "3", status: "active" }] as const;
      const { snapshot } = given([]).when({
        type,
        request: {
          ...numbered(1, "purchase"),
          items: [...items],
          parameters: { email: "a@example.com" },
        },
      }).decision;
      expect(snapshot.context).toMatchObject({ items, parameters: { email: "a@example.com" } });
    },
  );

  test("a draft that is deleted leaves it discarded", () => {
    const snapshot = given([
      { type: "request.draft", request: numbered(1, "purchase") },
      { type: "request.discarded", request: numbered(1, "purchase") },
    ]).snapshot;
    expect(lifecycleOf(snapshot)).toBe("discarded");
  });

  test("a draft without Dynamic Validation is drift, and its submission is taken in", () => {
    const draft = { type: "request.draft", request: numbered(1, "purchase") } as const;
    const without = { capabilities: {} };
    expect(given([], without).when(draft).decision).toMatchObject({ drift: true });
    const submitted = { type: "request.pending", request: numbered(1, "purchase") } as const;
    expect(lifecycleOf(given([draft], without).when(submitted).decision.snapshot)).toBe(
      "processing",
    );
  });

  test("in the middle of a cancel learns from its older requests where the cancel leads back to", () => {
    const snapshot = given([
      {
        type: "request.approved",
        request: numbered(1, "purchase"),
        subscriptionStatus: "terminating",
      },
      { type: "request.approved", request: numbered(2, "suspend") },
      { type: "request.pending", request: numbered(3, "cancel") },
      { type: "request.failed", request: numbered(3, "cancel") },
    ]).snapshot;
    expect(lifecycleOf(snapshot)).toBe("suspended");
  });

  test("an older end of another request does not undo what came after it", () => {
    const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
    const events: readonly SubscriptionEventInput[] = [
      { type: "request.approved", request: { ...numbered(1, "purchase"), updatedAt: at(1) } },
      { type: "request.approved", request: { ...numbered(3, "resume"), updatedAt: at(5) } },
    ];
    const late = given(events).when({
      type: "request.approved",
      request: { ...numbered(2, "suspend"), updatedAt: at(3) },
    }).decision;
    expect(lifecycleOf(late.snapshot)).toBe("active");
  });
});
