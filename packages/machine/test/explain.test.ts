import { test as property } from "@fast-check/vitest";
import {
  available,
  commandTypes,
  decide,
  explain,
  initial,
  preview,
  type CommandInput,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { given, anyHistory } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased, suspended } from "./purchased.ts";

const ways = (events: readonly SubscriptionEventInput[], command: CommandInput, input = {}) =>
  explain(given(events, input).snapshot, command).way?.map(({ does }) => does);

describe("explain", () => {
  test("says that a command may go on", () => {
    const explanation = explain(given(purchased).snapshot, { type: "command.suspend", consent });
    expect(explanation).toEqual({ allowed: true, status: "active", requestState: "none", way: [] });
  });

  test("names the guard, the capability with path and label, its source, and the way there", () => {
    const explanation = explain(given(purchased, { capabilities: {} }).snapshot, {
      type: "command.suspend",
      consent,
    });
    expect(explanation).toMatchObject({
      allowed: false,
      refusal: { code: "capability_missing", guard: "holdIsOn" },
      capability: {
        name: "administrativeHold",
        path: "subscription.hold",
        label: "Administrative Hold",
      },
    });
    expect(explanation.refusal?.reference).toContain("Administrative Hold");
    expect(explanation.way?.map(({ does }) => does)).toEqual(["switches on Administrative Hold"]);
  });

  test("finds the way through the requests that have to come first", () => {
    const suspend = { type: "command.suspend", consent } as const;
    expect(ways([], suspend)).toEqual([
      "opens a purchase request",
      "approves the purchase request",
    ]);
    expect(ways(purchased, { type: "command.resume", consent })).toEqual([
      "opens a suspend request",
      "approves the suspend request",
    ]);
    expect(
      ways(suspended, { type: "command.bill", from: consent.givenAt, to: consent.givenAt }),
    ).toEqual(["opens a resume request", "approves the resume request"]);
    const inquiring = [{ type: "request.inquiring", request: numbered(1, "purchase") } as const];
    expect(ways(inquiring, suspend)).toEqual([
      "answers the inquiry of the purchase request",
      "approves the purchase request",
    ]);
  });

  test("has an empty way when only the consent is missing", () => {
    const explanation = explain(given(purchased).snapshot, { type: "command.cancel" });
    expect(explanation).toMatchObject({
      allowed: false,
      refusal: { code: "consent_missing" },
      way: [],
    });
  });

  test("has no way back from an ended subscription", () => {
    const ended = [
      ...purchased,
      { type: "request.approved", request: numbered(2, "cancel") } as const,
    ];
    const explanation = explain(given(ended).snapshot, { type: "command.resume", consent });
    expect(explanation.refusal?.code).toBe("subscription_ended");
    expect(explanation).not.toHaveProperty("way");
  });

  const commands: readonly CommandInput[] = [
    { type: "command.change", consent },
    { type: "command.adjust", parameters: {} },
    { type: "command.suspend", consent },
    { type: "command.resume", consent },
    { type: "command.cancel", consent },
    { type: "command.revoke", reason: "x", consent },
    { type: "command.setRenewal", renewal: "manual", consent },
    { type: "command.bill", from: consent.givenAt, to: consent.givenAt },
  ];

  test("knows every command", () => {
    expect(new Set(commands.map(({ type }) => type))).toEqual(new Set(commandTypes));
  });

  property.prop([anyHistory({ maximumEvents: 60 })], { numRuns: 60 })(
    "agrees with decide, and every way it finds leads where the command is allowed",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const event of history) ({ snapshot } = decide(snapshot, event));
      for (const command of commands) {
        const { allowed, way } = explain(snapshot, command);
        expect(allowed).toBe(decide(snapshot, command).verdict.type === "moved");
        if (way === undefined) continue;
        let there = snapshot;
        for (const { event } of way) {
          const decision = decide(there, event);
          expect(decision.verdict.type).toBe("moved");
          there = decision.snapshot;
        }
        expect(decide(there, command).verdict.type).toBe("moved");
      }
    },
  );
});

describe("available", () => {
  test.each([
    [[], []],
    [
      purchased,
      ["command.change", "command.adjust", "command.suspend", "command.cancel", "command.bill"],
    ],
    [suspended, ["command.resume", "command.cancel"]],
    [[{ type: "request.pending", request: numbered(1, "teleport") } as const], ["operator.skip"]],
    [
      [...purchased, { type: "request.scheduled", request: numbered(2, "change") } as const],
      ["command.revoke", "command.bill"],
    ],
  ] satisfies [readonly SubscriptionEventInput[], readonly string[]][])(
    "after %j: %j",
    (events, expected) => {
      expect(available(given(events).snapshot)).toEqual(expected);
    },
  );
});

describe("preview", () => {
  test("tells status and effects, and keeps nothing", () => {
    const snapshot = given([
      { type: "request.pending", request: numbered(1, "purchase") },
    ]).snapshot;
    const before = JSON.stringify(snapshot);
    const answer = { type: "answer.approve", requestId: "PR-1-001" } as const;
    expect(preview(snapshot, answer)).toEqual({
      verdict: { type: "moved" },
      status: "processing",
      requestState: "pending",
      pendingState: "approving",
      awaited: "platform",
      effects: [{ type: "approveRequest", requestId: "PR-1-001", parameters: {} }],
    });
    expect(JSON.stringify(snapshot)).toBe(before);
  });
});
