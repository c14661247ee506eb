import { AssertionError } from "node:assert";

import type { SubscriptionEventInput } from "@tenure/machine";
import { given, type Attempt, type Expected } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

const requestId = "PR-1";
const purchase = { id: requestId, type: "purchase" };
const pending: SubscriptionEventInput = { type: "request.pending", request: purchase };
const approve: SubscriptionEventInput = { type: "answer.approve", requestId, parameters: { a: 1 } };
const approved: SubscriptionEventInput = { type: "request.approved", request: purchase };
const consent = { identity: "buyer", text: "I agree.", givenAt: "2026-01-01T00:00:00.000Z" };

function failureOf(task: () => unknown): AssertionError {
  try {
    task();
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

describe("what holds", () => {
  const shortForms = () => [
    given().when(pending).then("processing", ["fulfillRequest"]),
    given([]).when(pending).then("processing"),
    given([pending])
      .when(approve)
      .then("processing", [{ type: "approveRequest", requestId }]),
    given([pending, approve]).when(approved).then("active", []),
  ];
  test("is told by a status and effects alone", () => {
    expect(shortForms().map(({ history }) => history.length)).toEqual([1, 1, 2, 3]);
  });

  const approving = () => given([pending]).when(approve);
  test.each<readonly [() => Attempt, Expected]>([
    [approving, {}],
    [approving, { status: "processing", request: "pending" }],
    [approving, { request: "pending.approving", verdict: "moved", awaited: "platform" }],
    [approving, { effects: [{ type: "approveRequest", parameters: { a: 1 } }] }],
    [() => given([pending]).when(pending), { unchanged: "known", effects: [], drift: false }],
    [() => given([pending]).when(approved, approved), { request: "none.idle" }],
    [
      () => given([pending]).when(approve, approved),
      { status: "active", effects: ["approveRequest"], awaited: "nobody" },
    ],
    [
      () => given([pending, approved]).when({ type: "command.cancel" }),
      { status: "active", refusal: "consent_missing", effects: [] },
    ],
    [
      () =>
        given([pending, approved], { capabilities: {} }).when({ type: "command.suspend", consent }),
      { refusal: { code: "capability_missing", capability: "administrativeHold" } },
    ],
    [() => given([pending]).when({ type: "command.cancel" }), { verdict: "refused" }],
    [
      () => given([pending, approved]).when({ type: "request.failed", request: purchase }),
      { drift: true },
    ],
  ])("is told by any part of what was seen: %#", (attempt, expected) => {
    expect(() => attempt().then(expected)).not.toThrow();
  });

  test("can be gone on with, also from a snapshot", () => {
    const { snapshot, history } = given()
      .when(pending)
      .then("processing", ["fulfillRequest"])
      .when(approve, approved)
      .then("active", ["approveRequest"]);
    expect(history.map(({ event }) => event)).toEqual([pending, approve, approved]);
    expect(given(snapshot)).not.toHaveProperty("then");
    const after = given(snapshot).when({ type: "command.cancel", consent });
    after.then({ effects: [{ type: "createRequest", requestType: "cancel" }], request: "none" });
    expect(after.decision.effects).toEqual(after.effects);
    expect(after.snapshot).toBe(after.decision.snapshot);
  });

  test("is by the capabilities, the decisions and the function that are given", () => {
    const strict = { decisions: { draftGate: "inquiringForm" as const }, capabilities: {} };
    const draft: SubscriptionEventInput = { type: "request.draft", request: purchase };
    const refused = given([], strict).when(draft).then({ status: "new", refusal: "drift" });
    expect(refused.snapshot.context.capabilities.dynamicValidation.purchase).toBe(false);
    given([], {
      decide: (snapshot) => ({ snapshot, effects: [], verdict: { type: "moved" }, drift: false }),
    })
      .when(pending)
      .then("new", []);
  });
});

describe("what does not hold", () => {
  test("is told with the history, the state, the event and what was seen", () => {
    const { message, expected, actual, operator } = failureOf(() =>
      given([pending]).when(approve).then("active", ["failRequest"]),
    );
    expect(message.split("\n")).toEqual([
      "Subscription AS-1: answer.approve did not lead to what is expected.",
      "  status: expected active, saw processing",
      '  effects: expected ["failRequest"], saw ["approveRequest"]',
      "Given, from nothing:",
      '  request.pending request {"id":"PR-1","type":"purchase"}',
      "    -> processing / pending.fulfilling: moved [fulfillRequest]",
      "When it was processing / pending.fulfilling:",
      '  answer.approve PR-1 parameters {"a":1}',
      "    -> processing / pending.approving: moved [approveRequest]",
    ]);
    expect({ expected, actual, operator }).toEqual({
      expected: { status: "active", effects: ["failRequest"] },
      actual: { status: "processing", effects: ["approveRequest"] },
      operator: "then",
    });
  });

  test.each<readonly [Expected, object]>([
    [{ status: "active" }, { status: "processing" }],
    [{ request: "pending.fulfilling" }, { request: "pending.approving" }],
    [{ request: "stuck" }, { request: "pending.approving" }],
    [{ effects: [] }, { effects: ["approveRequest"] }],
    [{ effects: ["approveRequest", "readRequest"] }, { effects: ["approveRequest"] }],
    [
      { effects: [{ type: "approveRequest", parameters: { a: 2 } }] },
      { effects: [{ type: "approveRequest", parameters: { a: 1 } }] },
    ],
    [
      { effects: [{ type: "approveRequest", template: "TL-1" }] },
      { effects: [{ type: "approveRequest" }] },
    ],
    [{ refusal: "drift" }, { refusal: undefined }],
    [{ refusal: { code: "drift" } }, { refusal: undefined }],
    [{ verdict: "refused" }, { verdict: "moved" }],
    [{ unchanged: "late" }, { unchanged: undefined }],
    [{ drift: true }, { drift: false }],
    [{ awaited: "vendor" }, { awaited: "platform" }],
  ])("is found, and shown no larger than it has to be: %j", (wanted, seen) => {
    const { expected, actual } = failureOf(() => given([pending]).when(approve).then(wanted));
    expect({ expected, actual }).toEqual({ expected: wanted, actual: seen });
  });

  test("is a refusal that nobody expects, whatever else is right", () => {
    const attempt = given([pending, approved]).when({ type: "command.cancel" });
    const { message, actual } = failureOf(() => attempt.then("active", []));
    expect(message).toContain('refused: expected [], saw ["consent_missing"]');
    expect(message).toContain("To go on, ");
    expect(actual).toMatchObject({ refused: ["consent_missing"] });
    const twice = given([pending]).when({ type: "command.cancel" }, { type: "command.cancel" });
    expect(failureOf(() => twice.then({ verdict: "refused" })).message).toContain("saw [");
  });

  test("is a part that must not be there", () => {
    const attempt = given([pending, approved]).when({ type: "command.cancel" });
    const refusal = { code: "consent_missing", capability: undefined } as const;
    expect(() => attempt.then({ refusal })).not.toThrow();
    const guarded = failureOf(() => attempt.then({ refusal: { guard: undefined } }));
    expect(guarded.actual).toEqual({ refusal: { guard: "consentGiven" } });
  });

  test("is told of a tier configuration by that name", () => {
    const request = { id: "TCR-1", type: "setup" };
    const opened = given([], { key: "TC-1", machine: "tierConfiguration" }).when({
      type: "request.pending",
      request,
    });
    opened.then("processing", ["fulfillRequest"]);
    expect(failureOf(() => opened.then("active")).message).toContain("Tier configuration TC-1: ");
  });

  test("is told also of what is no event, of an odd start, and of no history", () => {
    const none = given().when({ type: "nothing" } as never);
    expect(failureOf(() => none.then("active")).message).toContain("no event");
    const { snapshot } = given([pending, approved]);
    const { message } = failureOf(() => given(snapshot).when(pending).then("draft"));
    expect(message).toContain("Given, from active / none.idle:\n  no event\n");
  });
});

describe("an attempt that is awaited", () => {
  test("gives what was decided, and expects nothing", async () => {
    const attempt = given([pending]).when(approve);
    // @ts-expect-error -- does not compile, as nothing would be expected
    const decision: unknown = await attempt;
    expect(decision).toBe(attempt.decision);
  });

  test("passes on what a callback gives or throws", async () => {
    const attempt = given().when(pending);
    expect(await attempt.then(({ verdict }) => verdict.type)).toBe("moved");
    await expect(
      attempt.then(() => {
        throw new RangeError("no");
      }),
    ).rejects.toThrow(RangeError);
    expect(await attempt.then(null, undefined)).toBe(attempt.decision);
  });
});
