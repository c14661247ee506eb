import { requestStateOf, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased } from "./purchased.ts";

const item = { id: "A", quantity: "5", status: "active" } as const;
const parameters = { nextBillingDate: "2026-03-01T00:00:00.000Z" };
const ordered: readonly SubscriptionEventInput[] = [
  ...purchased,
  { type: "command.change", items: [item], parameters, consent },
];
const change = numbered(2, "change");
const opened: readonly SubscriptionEventInput[] = [
  ...ordered,
  { type: "request.pending", request: change },
];

describe("what a command asked for", () => {
  test("stays with its request while that is in progress, wherever it is shown", () => {
    const order = { items: [item], parameters };
    expect(given(opened).snapshot.context.request).toMatchObject({ id: change.id, order });
    const moved: SubscriptionEventInput[] = [
      { type: "answer.schedule", requestId: change.id, plannedDate: "2026-02-01T00:00:00.000Z" },
      { type: "request.scheduled", request: change },
      { type: "request.pending", request: change },
    ];
    expect(given([...opened, ...moved]).snapshot.context.request).toMatchObject({ order });
  });

  test("is kept in its own words, so that what it left out is not taken for wanted", () => {
    const asked = { id: "A", status: "deactivated" } as const;
    const events: SubscriptionEventInput[] = [
      ...purchased,
      { type: "command.change", items: [asked], consent },
      { type: "request.pending", request: change },
    ];
    const snapshot = given(
      [
        {
          type: "request.approved",
          request: {
            ...numbered(1, "purchase"),
            items: [item, { ...item, id: "B" }],
          },
        },
        ...events.slice(purchased.length),
      ],
      { capabilities: { itemDeactivation: true } },
    ).snapshot;
    expect(snapshot.context.request?.order).toEqual({ items: [asked] });
  });

  test("belongs to no request of another type, and to none that nobody ordered", () => {
    const other = given([
      ...ordered,
      { type: "request.pending", request: numbered(2, "renew") },
    ]).snapshot;
    expect(other.context.request).not.toHaveProperty("order");
    const unasked = given([...purchased, { type: "request.pending", request: change }]).snapshot;
    expect(unasked.context.request).not.toHaveProperty("order");
  });
});

describe("an order whose request was never seen open", () => {
  const settled = { ...change, ordered: true } as const;

  test.each(["approved", "failed", "revoked"] as const)(
    "is settled by its own request that %s, and another command may follow",
    (outcome) => {
      const end = { type: `request.${outcome}`, request: settled } as const;
      const snapshot = given([...ordered, end]).snapshot;
      expect(requestStateOf(snapshot)).toBe("none");
      expect(snapshot.value.request).toEqual({ none: "idle" });
      expect(snapshot.context.ended.at(-1)).toMatchObject({ id: change.id, outcome });
      expect(
        given([...ordered, end]).when({ type: "command.cancel", consent }).decision.verdict.type,
      ).toBe("moved");
    },
  );

  test("is not settled by the late end of a request it did not ask for", () => {
    const late = { type: "request.failed", request: change } as const;
    expect(given([...ordered, late]).snapshot.value.request).toEqual({ none: "ordering" });
  });

  test("takes over what its request brought", () => {
    const request = { ...settled, items: [item] };
    expect(
      given([...ordered, { type: "request.approved", request }]).snapshot.context.items,
    ).toEqual([item]);
  });
});
