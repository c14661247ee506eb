import {
  available,
  awaitedOf,
  awaits,
  commandSchema,
  commandTypes,
  decide,
  explain,
  initial,
  lifecycleOf,
  machineOf,
  pendingStateOf,
  preview,
  requestStateOf,
  snapshotSchema,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { describe, expect, test } from "vitest";

type Fact = Extract<SubscriptionEventInput, { readonly request: unknown }>;
type Shown = Fact["type"] extends `request.${infer Name}` ? Name : never;

const fresh = initial({ key: "TC-1", machine: "tierConfiguration" });

const fact = (
  shown: Shown,
  number: number,
  type: string,
  more: Partial<Fact["request"]> = {},
): Fact => ({ type: `request.${shown}`, request: { id: `TCR-1-00${number}`, type, ...more } });

const after = (...events: readonly SubscriptionEventInput[]): Snapshot =>
  events.reduce((snapshot, event) => decide(snapshot, event).snapshot, fresh);

const seen = (snapshot: Snapshot) => [lifecycleOf(snapshot), requestStateOf(snapshot)];
const setUp = [fact("pending", 1, "setup"), fact("approved", 1, "setup")];

describe("a tier configuration", () => {
  test("says of itself what it is; a subscription needs not", () => {
    expect(machineOf(fresh)).toBe("tierConfiguration");
    expect(machineOf(initial({ key: "AS-1" }))).toBe("subscription");
    expect(initial({ key: "AS-1", machine: "subscription" })).toEqual(initial({ key: "AS-1" }));
    expect(snapshotSchema.parse(fresh)).toEqual(fresh);
  });

  test("is processing while its setup is open, and active once it is approved", () => {
    expect(seen(after(fact("pending", 1, "setup")))).toEqual(["processing", "pending"]);
    const active = after(
      fact("pending", 1, "setup"),
      fact("approved", 1, "setup", { parameters: { reseller: "R-1" } }),
    );
    expect(seen(active)).toEqual(["active", "none"]);
    expect(active.context.parameters).toEqual({ reseller: "R-1" });
  });

  test("waits in tiers setup for the level above it", () => {
    const waiting = after(fact("tiersSetup", 1, "setup"));
    expect(seen(waiting)).toEqual(["processing", "tiersSetup"]);
    expect(seen(decide(waiting, fact("pending", 1, "setup")).snapshot)).toEqual([
      "processing",
      "pending",
    ]);
    expect(seen(decide(waiting, fact("failed", 1, "setup")).snapshot)).toEqual(["active", "none"]);
  });

  test("is active after a setup that failed, and took nothing over", () => {
    const failed = after(
      fact("pending", 1, "setup"),
      fact("failed", 1, "setup", { parameters: { reseller: "R-1" } }),
    );
    expect(seen(failed)).toEqual(["active", "none"]);
    expect(failed.context.parameters).toEqual({});
  });

  test("goes back to processing for an update, and to active with its end", () => {
    const updating = after(...setUp, fact("pending", 2, "update"));
    expect(seen(updating)).toEqual(["processing", "pending"]);
    const parameters = { reseller: "R-2" };
    const approved = decide(updating, fact("approved", 2, "update", { parameters })).snapshot;
    expect(seen(approved)).toEqual(["active", "none"]);
    expect(approved.context.parameters).toEqual(parameters);
    const failed = decide(updating, fact("failed", 2, "update", { parameters })).snapshot;
    expect(seen(failed)).toEqual(["active", "none"]);
    expect(failed.context.parameters).toEqual({});
  });

  test("stays active beside an adjustment that the platform shows it active with", () => {
    const shown = { ...fact("pending", 2, "adjustment"), subscriptionStatus: "active" as const };
    expect(seen(after(...setUp, shown))).toEqual(["active", "pending"]);
    expect(seen(after(...setUp, fact("pending", 2, "adjustment")))).toEqual([
      "processing",
      "pending",
    ]);
  });

  test("begins as a draft that is submitted, or deleted for good", () => {
    const draft = after(fact("draft", 1, "setup"));
    expect(seen(draft)).toEqual(["draft", "draft"]);
    expect(seen(decide(draft, fact("pending", 1, "setup")).snapshot)).toEqual([
      "processing",
      "pending",
    ]);
    expect(seen(decide(draft, fact("discarded", 1, "setup")).snapshot)).toEqual([
      "discarded",
      "none",
    ]);
  });

  test("is not moved by the draft of an update", () => {
    expect(seen(after(...setUp, fact("draft", 2, "update")))).toEqual(["active", "draft"]);
  });

  test("takes the end of a request beside the one in progress for what it brought only", () => {
    const updating = after(...setUp, fact("pending", 3, "update"));
    const beside = decide(updating, fact("approved", 2, "update", { parameters: { a: "1" } }));
    expect(seen(beside.snapshot)).toEqual(["processing", "pending"]);
    expect(beside.snapshot.context.parameters).toEqual({ a: "1" });
    expect(seen(decide(updating, fact("failed", 2, "update")).snapshot)).toEqual([
      "processing",
      "pending",
    ]);
  });

  test("takes up an update that showed beside another, once that has ended", () => {
    const both = after(...setUp, fact("pending", 2, "update"), fact("pending", 3, "adjustment"));
    const next = decide(both, fact("approved", 2, "update"));
    expect(seen(next.snapshot)).toEqual(["processing", "pending"]);
    expect(next.snapshot.context.request).toMatchObject({ id: "TCR-1-003", type: "adjustment" });
    expect(next.effects.map(({ type }) => type)).toEqual(["fulfillRequest"]);
  });

  test.each([
    ["setup", "pending", "processing"],
    ["setup", "failed", "active"],
    ["update", "inquiring", "processing"],
    ["update", "approved", "active"],
    ["update", "draft", "active"],
  ] as const)("that is first seen by an %s %s is %s", (type, shown, status) => {
    expect(lifecycleOf(after(fact(shown, 1, type)))).toBe(status);
  });

  test("is taken over as the platform shows it", () => {
    expect(lifecycleOf(after({ type: "subscription.adopted", status: "processing" }))).toBe(
      "processing",
    );
    const forced = { type: "subscription.adopted", status: "active", forced: true } as const;
    expect(lifecycleOf(after(fact("pending", 1, "setup"), forced))).toBe("active");
    expect(decide(fresh, { type: "subscription.adopted", status: "suspended" })).toMatchObject({
      drift: true,
      verdict: { type: "refused" },
    });
  });
});

describe("the request of a tier configuration", () => {
  const pending = fact("pending", 1, "setup");
  const about = { requestId: "TCR-1-001" };

  test("is answered as a fulfillment request is", () => {
    const asked = decide(fresh, pending);
    expect(asked.effects).toEqual([
      { type: "fulfillRequest", ...about, requestType: "setup", occasion: "opened" },
    ]);
    const approved = decide(asked.snapshot, {
      type: "answer.approve",
      ...about,
      parameters: { reseller: "R-1" },
    });
    expect(pendingStateOf(approved.snapshot)).toBe("approving");
    expect(approved.effects).toEqual([
      { type: "approveRequest", ...about, parameters: { reseller: "R-1" } },
    ]);
    expect(awaitedOf(approved.snapshot)).toBe("platform");
  });

  test("cannot be scheduled: the answer is held for an operator, who can give another", () => {
    const held = after(pending, {
      type: "answer.schedule",
      ...about,
      plannedDate: "2026-03-01T00:00:00.000Z",
    });
    expect(requestStateOf(held)).toBe("stuck");
    expect(held.context.request?.stuck?.error).toMatchObject({
      code: "answer_not_allowed",
      message: expect.stringContaining("scheduled"),
    });
    const operator = { ...about, by: "operator" } as const;
    expect(pendingStateOf(decide(held, { type: "answer.approve", ...operator }).snapshot)).toBe(
      "approving",
    );
    const plannedDate = "2026-03-01T00:00:00.000Z";
    expect(
      decide(held, { type: "answer.schedule", ...operator, plannedDate }).verdict,
    ).toMatchObject({ type: "refused", refusal: { code: "answer_not_allowed" } });
  });

  test("of another type is held as unsupported, also one of a subscription", () => {
    for (const type of ["purchase", "cancel", "whatever"]) {
      const held = after(fact("pending", 1, type));
      expect(requestStateOf(held)).toBe("stuck");
      expect(held.context.request?.stuck?.error.code).toBe("unsupported_request_type");
    }
    const bought = decide(initial({ key: "AS-1" }), fact("pending", 1, "setup"));
    expect(requestStateOf(bought.snapshot)).toBe("stuck");
  });

  test("may be rejected by an operator while the customer is asked, whatever the decision D6", () => {
    const start = initial({
      key: "TC-1",
      machine: "tierConfiguration",
      decisions: { rejectWhileInquiring: false },
    });
    const inquiring = decide(start, fact("inquiring", 1, "setup")).snapshot;
    const rejected = decide(inquiring, {
      type: "answer.reject",
      ...about,
      by: "operator",
      reason: "Never answered.",
    });
    expect(rejected.effects).toEqual([
      { type: "failRequest", ...about, reason: "Never answered." },
    ]);
  });

  test("knows neither schedule nor revocation", () => {
    for (const shown of ["scheduled", "revoking", "revoked"] as const) {
      expect(decide(fresh, fact(shown, 1, "setup")).drift).toBe(true);
      expect(decide(after(pending), fact(shown, 1, "setup")).drift).toBe(true);
    }
  });

  test("takes no commands, says what to do, and names no way there", () => {
    const record = after(...setUp);
    const { verdict } = decide(record, { type: "command.adjust", parameters: {} });
    expect(verdict).toMatchObject({
      type: "refused",
      refusal: {
        code: "not_in_this_state",
        message: expect.stringMatching(/^Tier configuration TC-1 is active with no request/u),
      },
    });
    const moment = "2026-03-01T00:00:00.000Z";
    const contents = { parameters: {}, reason: "x", renewal: "manual", from: moment, to: moment };
    for (const type of commandTypes) {
      const command = commandSchema.parse({ type, ...contents });
      expect(explain(record, command)).toMatchObject({
        allowed: false,
        status: "active",
        refusal: { code: "not_in_this_state" },
      });
      expect(explain(record, command).way).toBeUndefined();
    }
  });

  test("offers a person what there is to ask for, and tells what it would do", () => {
    expect(available(after(...setUp))).toEqual([]);
    const held = after(pending, {
      type: "effect.failed",
      effectId: "TC-1/1/0",
      effect: "fulfillRequest",
      requestId: "TCR-1-001",
      attempts: 8,
      error: { code: "down", message: "It is down." },
    });
    expect(available(held)).toEqual([
      "answer.approve",
      "answer.reject",
      "answer.inquire",
      "answer.postpone",
      "operator.retry",
      "operator.skip",
    ]);
    expect(preview(held, { type: "operator.retry" })).toMatchObject({
      status: "processing",
      pendingState: "fulfilling",
      effects: [{ type: "fulfillRequest", occasion: "retried" }],
    });
  });

  test("is waited for by the effect its state asked for, and by no other", () => {
    const effect = { type: "fulfillRequest", requestType: "setup", occasion: "opened" } as const;
    expect(awaits(after(pending), { ...effect, ...about })).toBe(true);
    expect(awaits(after(pending), { ...effect, requestId: "TCR-1-002" })).toBe(false);
    expect(awaits(after(...setUp), { ...effect, ...about })).toBe(false);
  });
});
