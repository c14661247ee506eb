import { awaits, type AdapterEffect, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased, suspended } from "../purchased.ts";

const requestId = "PR-1-002";
const request = numbered(2, "change");
const pending: SubscriptionEventInput = { type: "request.pending", request };
const plannedDate = "2026-02-01T00:00:00.000Z";

const states = {
  none: purchased,
  ordering: [...purchased, { type: "command.suspend", consent }],
  fulfilling: [...purchased, pending],
  approving: [...purchased, pending, { type: "answer.approve", requestId }],
  failing: [...purchased, pending, { type: "answer.reject", requestId, reason: "no" }],
  asking: [...purchased, pending, { type: "answer.inquire", requestId, parameters: { a: "?" } }],
  scheduling: [...purchased, pending, { type: "answer.schedule", requestId, plannedDate }],
  postponed: [...purchased, pending, { type: "answer.postpone", requestId, delay: 5 }],
  scheduled: [...purchased, { type: "request.scheduled", request }],
  revoking: [...purchased, { type: "request.revoking", request }],
  inquiring: [...purchased, { type: "request.inquiring", request }],
} as const satisfies Record<string, readonly SubscriptionEventInput[]>;

const effects: readonly (readonly [AdapterEffect, readonly (keyof typeof states)[]])[] = [
  [
    { type: "fulfillRequest", requestId, requestType: "change", occasion: "opened" },
    ["fulfilling"],
  ],
  [{ type: "approveRequest", requestId, parameters: {} }, ["approving"]],
  [{ type: "failRequest", requestId, reason: "no" }, ["failing"]],
  [{ type: "inquireRequest", requestId, parameters: {} }, ["asking"]],
  [{ type: "scheduleRequest", requestId, plannedDate }, ["scheduling"]],
  [{ type: "confirmRevocation", requestId }, ["revoking"]],
  [{ type: "revokeRequest", requestId, reason: "why" }, ["scheduled"]],
  [{ type: "createRequest", requestType: "suspend" }, ["ordering"]],
];

const names = Object.keys(states) as (keyof typeof states)[];
const awaitedIn = (effect: AdapterEffect): readonly string[] =>
  names.filter((name) => awaits(given(states[name]).snapshot, effect));

describe("an effect is awaited", () => {
  test.each(effects)("only in the state that asks for it: $0.type", (effect, expected) => {
    expect(awaitedIn(effect)).toEqual(expected);
  });

  test("only by the request it is for", () => {
    for (const [effect] of effects) {
      if (!("requestId" in effect)) continue;
      expect(awaitedIn({ ...effect, requestId: "PR-1-009" })).toEqual([]);
    }
  });

  test("when it only reads, wherever the request in progress is", () => {
    const open = names.filter((name) => name !== "none" && name !== "ordering");
    expect(awaitedIn({ type: "readRequest", requestId })).toEqual(open);
    expect(awaitedIn({ type: "readRequest", requestId: "PR-1-009" })).toEqual([]);
  });

  test.each([
    { type: "createBillingRequest", from: plannedDate, to: plannedDate },
    { type: "switchRenewal", renewal: "manual" },
  ] as const)(
    "when it is beside the requests, while the subscription is active: $type",
    (effect) => {
      expect(awaits(given(purchased).snapshot, effect)).toBe(true);
      expect(awaits(given(suspended).snapshot, effect)).toBe(false);
      expect(awaits(given([]).snapshot, effect)).toBe(false);
    },
  );
});
