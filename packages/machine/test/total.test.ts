import { fc, test } from "@fast-check/vitest";
import {
  decide,
  effectSchema,
  initial,
  snapshotSchema,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { anyHistory, checkInvariants } from "@tenure/testing/machine";
import { describe, expect } from "vitest";

const anyLongHistory = anyHistory({ maximumEvents: 60 });
const runs = { numRuns: 500 };
const atMost = 120_000;

describe("decide is total", () => {
  test.prop([anyLongHistory], runs)(
    "over every history, with valid snapshots and effects",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const event of history) {
        const decision = decide(snapshot, event);
        expect(snapshotSchema.safeParse(decision.snapshot).error).toBeUndefined();
        for (const effect of decision.effects) {
          expect(effectSchema.safeParse(effect).error).toBeUndefined();
        }
        if (decision.verdict.type !== "moved") {
          expect(decision.snapshot).toBe(snapshot);
          expect(decision.effects).toEqual([]);
        }
        expect(decision.drift).toBe(
          decision.verdict.type === "refused" && decision.verdict.refusal.code === "drift",
        );
        snapshot = decision.snapshot;
      }
    },
    atMost,
  );

  test.prop([anyLongHistory], runs)(
    "a restore from JSON at any point changes nothing after it",
    (history) => {
      let kept = initial({ key: "AS-1" });
      let restored = kept;
      for (const event of history) {
        const left = decide(kept, event);
        const right = decide(JSON.parse(JSON.stringify(restored)), event);
        expect(JSON.parse(JSON.stringify(right))).toEqual(JSON.parse(JSON.stringify(left)));
        kept = left.snapshot;
        restored = right.snapshot;
      }
    },
    atMost,
  );

  test.prop([anyLongHistory], runs)(
    "and never changes the snapshot it was given",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const event of history) {
        const before = JSON.stringify(snapshot);
        const { snapshot: next } = decide(snapshot, event);
        expect(JSON.stringify(snapshot)).toBe(before);
        snapshot = next;
      }
    },
    atMost,
  );

  test.prop([fc.anything()])("over whatever is thrown at it", (junk) => {
    const snapshot = initial({ key: "AS-1" });
    const { verdict } = decide(snapshot, junk as SubscriptionEventInput);
    expect(verdict).toMatchObject({ type: "refused", refusal: { code: "invalid_event" } });
  });
});

describe("in every history", () => {
  test.prop([anyLongHistory], runs)(
    "every invariant holds, whatever is sent",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const event of history) {
        const decision = decide(snapshot, event);
        expect(() => checkInvariants({ decide, before: snapshot, event, decision })).not.toThrow();
        snapshot = decision.snapshot;
      }
    },
    atMost,
  );
});
