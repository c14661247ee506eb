import type { SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { numbered, purchased } from "../purchased.ts";

const at = (second: number) => ({ updatedAt: `2026-01-01T00:00:0${second}.000Z` });
const fact = (shown: string, type: string, number: number, more: object = {}) =>
  ({
    type: `request.${shown}`,
    request: { ...numbered(number, type), ...more },
  }) as SubscriptionEventInput;

describe("the moment of a fact", () => {
  test("makes an older fact of the same request stale", () => {
    const events = [...purchased, fact("inquiring", "change", 2, at(5))];
    const late = given(events).when(fact("pending", "change", 2, at(4))).decision;
    expect(late.verdict).toEqual({ type: "unchanged", reason: "stale" });
  });

  test("of the same second is news", () => {
    const events = [...purchased, fact("inquiring", "change", 2, at(5))];
    expect(given(events).when(fact("pending", "change", 2, at(5))).decision.verdict.type).toBe(
      "moved",
    );
  });

  test("is kept when a later fact comes without one", () => {
    const events = [
      ...purchased,
      fact("pending", "change", 2, at(5)),
      fact("inquiring", "change", 2),
    ];
    const late = given(events).when(fact("pending", "change", 2, at(4))).decision;
    expect(late.verdict).toEqual({ type: "unchanged", reason: "stale" });
  });

  test("moves on with the request", () => {
    const events = [
      ...purchased,
      fact("pending", "change", 2, at(3)),
      fact("inquiring", "change", 2, at(5)),
    ];
    const late = given(events).when(fact("pending", "change", 2, at(4))).decision;
    expect(late.verdict).toEqual({ type: "unchanged", reason: "stale" });
  });

  test("of an end lets only a later end of another request move the status", () => {
    const events = [fact("approved", "purchase", 1, at(1)), fact("approved", "resume", 4, at(5))];
    const suspended = (second: number) =>
      given(events).when(fact("approved", "suspend", 3, at(second))).decision.snapshot.value
        .lifecycle;
    expect([suspended(4), suspended(5), suspended(6)]).toEqual([
      "active",
      "suspended",
      "suspended",
    ]);
  });

  test("of an overtaken end changes no contents either, and the latest end stays the latest", () => {
    const events = [
      fact("approved", "purchase", 1, at(1)),
      fact("approved", "change", 3, { ...at(5), parameters: { a: "new" } }),
      fact("approved", "change", 2, { ...at(3), parameters: { a: "old" } }),
    ];
    expect(given(events).snapshot.context).toMatchObject({
      parameters: { a: "new" },
      latestEndAt: at(5).updatedAt,
    });
  });
});

describe("what a fact tells of the request in progress", () => {
  test("is taken over: its reason and its planned date", () => {
    const more = { reason: "asked", plannedDate: "2026-02-01T00:00:00.000Z" };
    expect(
      given([...purchased, fact("scheduled", "change", 2, more)]).snapshot.context.request,
    ).toMatchObject(more);
    const moved = [
      ...purchased,
      fact("pending", "change", 2),
      fact("scheduled", "change", 2, more),
    ];
    expect(given(moved).snapshot.context.request).toMatchObject(more);
  });
});

describe("the requests that have ended", () => {
  test("are remembered, the last fifty of them", () => {
    const ends = Array.from({ length: 60 }, (_none, index) =>
      fact("failed", "change", 100 + index),
    );
    const { ended } = given([...purchased, ...ends]).snapshot.context;
    expect(ended).toHaveLength(50);
    expect(ended.at(-1)).toEqual({ ...numbered(159, "change"), outcome: "failed" });
  });
});

describe("an effect that failed beside the request in progress", () => {
  test("is noted, and holds nothing up", () => {
    const failed = {
      type: "effect.failed",
      effectId: "AS-1/3/0",
      effect: "switchRenewal",
      attempts: 8,
      error: { code: "gone", message: "It is gone." },
    } as const;
    const { snapshot, effects } = given([...purchased, fact("pending", "change", 2)]).when(
      failed,
    ).decision;
    expect(effects).toEqual([]);
    expect(snapshot.value.request).toEqual({ pending: "fulfilling" });
    expect(snapshot.context.failure).toEqual({
      effect: "switchRenewal",
      attempts: 8,
      error: failed.error,
    });
  });
});
