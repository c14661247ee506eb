import type { SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased } from "../purchased.ts";

const requestId = "PR-1-002";
const change = numbered(2, "change");
const pending: SubscriptionEventInput = { type: "request.pending", request: change };
const plannedDate = "2026-02-01T00:00:00.000Z";
const open: readonly SubscriptionEventInput[] = [...purchased, pending];
const gaveUp = {
  type: "effect.failed",
  effectId: "AS-1/3/0",
  effect: "fulfillRequest",
  requestId,
  attempts: 8,
  error: { code: "down", message: "It is down." },
} as const;

describe("what an answer says reaches the platform", () => {
  test("approved, with its parameters, template or tile, and date", () => {
    const answer = {
      parameters: { a: "1" },
      template: "TL-1",
      tile: "# Hello",
      effectiveDate: plannedDate,
    };
    expect(
      given(open).when({ type: "answer.approve", requestId, ...answer }).decision.effects,
    ).toEqual([{ type: "approveRequest", requestId, ...answer }]);
    expect(given(open).when({ type: "answer.approve", requestId }).decision.effects).toEqual([
      { type: "approveRequest", requestId, parameters: {} },
    ]);
  });

  test("rejected, with its reason", () => {
    expect(
      given(open).when({ type: "answer.reject", requestId, reason: "no stock" }).decision.effects,
    ).toEqual([{ type: "failRequest", requestId, reason: "no stock" }]);
  });

  test("inquired, with the messages and the template", () => {
    const asked = { parameters: { a: "Which?" }, template: "TL-2" };
    expect(
      given(open).when({ type: "answer.inquire", requestId, ...asked }).decision.effects,
    ).toEqual([{ type: "inquireRequest", requestId, ...asked }]);
    const plain = { parameters: { a: "Which?" } };
    expect(
      given(open).when({ type: "answer.inquire", requestId, ...plain }).decision.effects,
    ).toEqual([{ type: "inquireRequest", requestId, ...plain }]);
  });

  test("scheduled, with the date", () => {
    expect(
      given(open).when({ type: "answer.schedule", requestId, plannedDate }).decision.effects,
    ).toEqual([{ type: "scheduleRequest", requestId, plannedDate }]);
  });

  test("postponed, for as long as it asks", () => {
    expect(
      given(open).when({ type: "answer.postpone", requestId, delay: 7_000 }).decision.effects,
    ).toEqual([{ type: "startTimer", timer: "postponement", requestId, due: { after: 7_000 } }]);
  });

  test.each(["approve", "reject", "inquire", "schedule", "postpone"] as const)(
    "also when an operator gives it by hand, to what is stuck: %s",
    (kind) => {
      const answer = {
        type: `answer.${kind}`,
        requestId,
        by: "operator",
        reason: "no",
        parameters: { a: "b" },
        plannedDate,
        delay: 5,
      } as SubscriptionEventInput;
      const byHandler = { ...answer, by: "handler" } as SubscriptionEventInput;
      const { effects, snapshot } = given([...open, gaveUp]).when(answer).decision;
      expect(effects).toEqual(given(open).when(byHandler).decision.effects);
      expect(snapshot.context.request?.answer).toMatchObject({ type: `answer.${kind}` });
      expect(snapshot.context.request?.stuck).toBeUndefined();
    },
  );
});

describe("the handler is told why it is called", () => {
  const occasionAfter = (...events: readonly SubscriptionEventInput[]): unknown => {
    const [last] = events.slice(-1);
    const { effects } = given([...purchased, ...events.slice(0, -1)]).when(
      last ?? pending,
    ).decision;
    return effects.find(({ type }) => type === "fulfillRequest");
  };
  const call = { type: "fulfillRequest", requestId, requestType: "change" };

  test("opened, also when a tier configuration had to be settled first", () => {
    expect(occasionAfter(pending)).toEqual({ ...call, occasion: "opened" });
    const settled = occasionAfter({ type: "request.tiersSetup", request: change }, pending);
    expect(settled).toEqual({ ...call, occasion: "opened" });
  });

  test("answered, when the customer was asked", () => {
    const answered = occasionAfter({ type: "request.inquiring", request: change }, pending);
    expect(answered).toEqual({ ...call, occasion: "answered" });
  });

  test("due, when it was scheduled", () => {
    const due = occasionAfter({ type: "request.scheduled", request: change }, pending);
    expect(due).toEqual({ ...call, occasion: "due" });
  });

  test("postponed, when its own delay has passed", () => {
    const later = occasionAfter(
      pending,
      { type: "answer.postpone", requestId, delay: 5 },
      { type: "timer.due", timer: "postponement", requestId },
    );
    expect(later).toEqual({ ...call, occasion: "postponed" });
  });

  test("retried, when an operator says so: what was stuck, and what was postponed", () => {
    const retry = { type: "operator.retry" } as const;
    expect(occasionAfter(pending, gaveUp, retry)).toEqual({ ...call, occasion: "retried" });
    const hurried = occasionAfter(pending, { type: "answer.postpone", requestId, delay: 5 }, retry);
    expect(hurried).toEqual({ ...call, occasion: "retried" });
  });

  test("the occasion of an earlier call does not stay with the next one", () => {
    const retried: readonly SubscriptionEventInput[] = [
      pending,
      gaveUp,
      { type: "operator.retry" },
      { type: "request.inquiring", request: change },
      pending,
    ];
    expect(occasionAfter(...retried)).toEqual({ ...call, occasion: "answered" });
  });
});

describe("a scheduled request is looked at", () => {
  const scheduled = (date?: string): SubscriptionEventInput => ({
    type: "request.scheduled",
    request: { ...change, ...(date === undefined ? {} : { plannedDate: date }) },
  });
  const timer = { type: "startTimer", timer: "schedule", requestId };
  const due: SubscriptionEventInput = { type: "timer.due", timer: "schedule", requestId };
  const byPlatform = { decisions: { scheduledComesDue: "platform" } } as const;
  const hour = { after: 3_600_000 };

  test("when its date comes, or after an hour when it has none", () => {
    expect(given(purchased).when(scheduled(plannedDate)).decision.effects).toEqual([
      { ...timer, due: { at: plannedDate } },
    ]);
    expect(given(purchased).when(scheduled()).decision.effects).toEqual([{ ...timer, due: hour }]);
  });

  test("again half a minute later, until the platform shows it", () => {
    expect(given([...purchased, scheduled(plannedDate)]).when(due).decision.effects).toEqual([
      { type: "readRequest", requestId },
      { ...timer, due: { after: 30_000 } },
    ]);
  });

  test("D5: or every hour, when the platform is what brings it due", () => {
    expect(given(purchased, byPlatform).when(scheduled(plannedDate)).decision.effects).toEqual([
      { ...timer, due: hour },
    ]);
    expect(
      given([...purchased, scheduled(plannedDate)], byPlatform).when(due).decision.effects,
    ).toEqual([
      { type: "readRequest", requestId },
      { ...timer, due: hour },
    ]);
  });

  test("with the date that was known, when a later fact leaves it out", () => {
    const dated = { ...pending, request: { ...change, plannedDate } };
    expect(given([...purchased, dated]).when(scheduled()).decision.effects).toContainEqual({
      ...timer,
      due: { at: plannedDate },
    });
  });
});

describe("what a command asks for reaches the platform", () => {
  const items = [{ id: "A", quantity: "2", status: "active" }] as const;

  test("a change, with its items and parameters", () => {
    const contents = { items: [...items], parameters: { a: "1" } };
    expect(
      given(purchased).when({ type: "command.change", consent, ...contents }).decision.effects,
    ).toEqual([{ type: "createRequest", requestType: "change", ...contents }]);
    expect(given(purchased).when({ type: "command.change", consent }).decision.effects).toEqual([
      { type: "createRequest", requestType: "change" },
    ]);
  });

  test("an adjustment, with its parameters", () => {
    const parameters = { a: "1" };
    expect(given(purchased).when({ type: "command.adjust", parameters }).decision.effects).toEqual([
      { type: "createRequest", requestType: "adjustment", parameters },
    ]);
  });

  test.each(["suspend", "cancel"] as const)("a %s", (kind) => {
    expect(given(purchased).when({ type: `command.${kind}`, consent }).decision.effects).toEqual([
      { type: "createRequest", requestType: kind },
    ]);
  });

  test("taking a scheduled request back, with the reason", () => {
    const scheduled = [...purchased, { type: "request.scheduled", request: change } as const];
    const revoke = { type: "command.revoke", reason: "changed my mind", consent } as const;
    expect(given(scheduled).when(revoke).decision.effects).toEqual([
      { type: "revokeRequest", requestId, reason: "changed my mind" },
    ]);
  });

  test("a revocation is confirmed by its request", () => {
    expect(
      given(purchased).when({ type: "request.revoking", request: change }).decision.effects,
    ).toEqual([{ type: "confirmRevocation", requestId }]);
  });

  test("an order is kept until its request is seen, and until it was given up", () => {
    const ordered = [...purchased, { type: "command.suspend", consent } as const];
    expect(given(ordered).snapshot.context.ordered).toEqual({ requestType: "suspend" });
    expect(given([...ordered, pending]).snapshot.context.ordered).toBeNull();
    const refused = { ...gaveUp, effect: "createRequest", requestId: undefined } as const;
    expect(given([...ordered, refused]).snapshot.context.ordered).toBeNull();
  });
});
