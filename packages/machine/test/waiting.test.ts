import type { SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered, purchased } from "./purchased.ts";

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const changing: readonly SubscriptionEventInput[] = [
  ...purchased,
  { type: "request.pending", request: numbered(2, "change") },
];
const ended: SubscriptionEventInput = { type: "request.approved", request: numbered(2, "change") };

describe("a request that waits for the one in progress", () => {
  test("is taken up as the newest fact shows it, whatever older one comes late", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...changing,
      { type: "request.inquiring", request: { ...numbered(3, "adjustment"), updatedAt: at(5) } },
      { type: "request.pending", request: { ...numbered(3, "adjustment"), updatedAt: at(1) } },
    ];
    expect(given(events).snapshot.context.waiting).toMatchObject([{ shownAs: "inquiring" }]);
    expect(given(events).when(ended).decision.snapshot.value.request).toBe("inquiring");
  });

  test.each(["request.draft", "request.pending", "request.scheduled"] as const)(
    "and is being revoked goes nowhere but to an end: %s is drift (D11)",
    (type) => {
      const events: readonly SubscriptionEventInput[] = [
        ...changing,
        { type: "request.revoking", request: numbered(3, "adjustment") },
      ];
      expect(
        given(events).when({ type, request: numbered(3, "adjustment") }).decision,
      ).toMatchObject({
        drift: true,
      });
    },
  );

  test("and was submitted does not become a draft again", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...changing,
      { type: "request.pending", request: numbered(3, "adjustment") },
    ];
    const again = given(events).when({
      type: "request.draft",
      request: numbered(3, "adjustment"),
    }).decision;
    expect(again.drift).toBe(true);
  });

  test("but is a draft the product does not allow is drift, as it is when nothing is in progress", () => {
    const without = { capabilities: { administrativeHold: true } };
    const draft = { type: "request.draft", request: numbered(3, "change") } as const;
    expect(given(purchased, without).when(draft).decision.drift).toBe(true);
    expect(given(changing, without).when(draft).decision.drift).toBe(true);
  });

  test("cannot be one that opens after the subscription has ended: that is drift, as it is when nothing is in progress", () => {
    const over: SubscriptionEventInput = {
      type: "request.approved",
      request: numbered(3, "cancel"),
    };
    const opens: SubscriptionEventInput = {
      type: "request.pending",
      request: numbered(4, "change"),
    };
    expect(given([...purchased, over]).when(opens).decision.drift).toBe(true);
    expect(given([...changing, over]).when(opens).decision.drift).toBe(true);
  });

  test("is taken up though the capability that let it in is gone: nothing is taken back", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...changing,
      { type: "request.draft", request: numbered(3, "change") },
      { type: "request.pending", request: numbered(4, "adjustment") },
      { type: "capabilities.changed", capabilities: {} },
    ];
    const { snapshot } = given(events).when(ended).decision;
    expect(snapshot.context.request?.id).toBe("PR-1-003");
    expect(snapshot.context.waiting.map(({ request }) => request.id)).toEqual(["PR-1-004"]);
  });

  test("lets in no other draft without the capability", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...changing,
      { type: "request.pending", request: numbered(3, "adjustment") },
      { type: "capabilities.changed", capabilities: {} },
    ];
    const draft = { type: "request.draft", request: numbered(4, "change") } as const;
    expect(given(events).when(draft).decision.drift).toBe(true);
  });
});
