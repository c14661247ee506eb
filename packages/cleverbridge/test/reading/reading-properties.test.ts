import { fc, test } from "@fast-check/vitest";
import { decide, type Decisions, initial, lifecycleOf, type Snapshot } from "@tenure/machine";
import { describe, expect } from "vitest";

import { key, read, take } from "./shown.ts";
import {
  anyDecisions,
  anyLife,
  anySubscription,
  type Happening,
  liveOn,
  momentOfDay,
} from "./sightings.ts";

/** Lives the happenings, and gives the record and the moment they end at. */
function live(life: readonly Happening[], decisions: Partial<Decisions>) {
  const { snapshot, day } = liveOn(initial({ key, decisions }), life);
  return { snapshot, now: momentOfDay(day) };
}

const hasEnded = (snapshot: Snapshot): boolean =>
  ["terminated", "discarded"].includes(lifecycleOf(snapshot));

const runs = { numRuns: 500 };
const atMost = 120_000;

describe("whatever a record went through and whatever the platform shows", () => {
  test.prop([anyLife, anyDecisions, anySubscription], runs)(
    "told what a reading means, the record agrees, and the reading has nothing more to tell",
    (life, decisions, subscription) => {
      const { snapshot, now } = live(life, decisions);
      const reading = read(snapshot, subscription, { now });
      const record = take(snapshot, reading.events);
      const isContradiction =
        lifecycleOf(snapshot) !== "new" &&
        reading.events.some((event) => event.type === "subscription.adopted");
      if (isContradiction) {
        // Nothing leads out of an end, or back to an order that was not paid yet; and D2 may forbid a cancel.
        const isLegal =
          hasEnded(snapshot) ||
          reading.status === "processing" ||
          (decisions.cancelWhileSuspended === false && lifecycleOf(snapshot) === "suspended");
        expect([isLegal, lifecycleOf(snapshot), reading.status]).toEqual([
          true,
          lifecycleOf(snapshot),
          reading.status,
        ]);
      } else if (reading.status !== undefined) {
        expect(lifecycleOf(record)).toBe(reading.status);
      }
      const again = read(record, subscription, { now });
      expect(again.events).toEqual(isContradiction ? again.events.slice(0, 1) : []);
      expect(again.status).toBe(reading.status);
    },
    atMost,
  );

  test.prop([anyLife, anyDecisions, anySubscription], runs)(
    "each event moves the record, except one that tells of a contradiction",
    (life, decisions, subscription) => {
      const { snapshot, now } = live(life, decisions);
      let at = snapshot;
      for (const event of read(snapshot, subscription, { now }).events) {
        const { verdict, drift, snapshot: next } = decide(at, event);
        if (verdict.type !== "moved")
          expect([event.type, drift]).toEqual(["subscription.adopted", true]);
        at = next;
      }
    },
    atMost,
  );

  test.prop([anyLife, anyDecisions, anySubscription], runs)(
    "a status that says nothing moves no status",
    (life, decisions, subscription) => {
      const { snapshot, now } = live(life, decisions);
      const mute = { ...subscription, status: "unknown", rawStatus: "99" } as const;
      const record = take(snapshot, read(snapshot, mute, { now }).events);
      expect(lifecycleOf(record)).toBe(lifecycleOf(snapshot));
    },
    atMost,
  );

  test.prop([anyLife, anySubscription, anySubscription], runs)(
    "two who see the same tell the same, and together no more than one of them",
    (life, first, second) => {
      const { snapshot, now } = live(life, {});
      const after = take(snapshot, read(snapshot, first, { now }).events);
      const told = read(after, second, { now }).events;
      expect(read(after, second, { now }).events).toEqual(told);
      const once = take(after, told);
      for (const event of told) expect(decide(once, event).verdict.type).not.toBe("moved");
    },
    atMost,
  );
});

describe("what is only true of some", () => {
  test.prop([anySubscription], { numRuns: 300 })(
    "a subscription first seen has the status the table of statuses gives it",
    (subscription) => {
      const blank = initial({ key });
      const { status, events } = read(blank, subscription);
      if (status === undefined) expect(events).toEqual([]);
      else expect(lifecycleOf(take(blank, events))).toBe(status);
      fc.pre(status !== undefined);
    },
  );
});
