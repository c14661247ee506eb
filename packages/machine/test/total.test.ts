import { fc, test } from "@fast-check/vitest";
import {
  awaits,
  decide,
  effectSchema,
  initial,
  isAdapterEffect,
  lifecycleOf,
  requestStateOf,
  snapshotSchema,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { describe, expect } from "vitest";

import { anyHistory, eventAt } from "./arbitraries.ts";

const runs = { numRuns: 500 };

describe("decide is total", () => {
  test.prop([anyHistory], runs)(
    "over every history, with valid snapshots and effects",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const step of history) {
        const event = eventAt(step, snapshot);
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
  );

  test.prop([anyHistory], runs)(
    "a restore from JSON at any point changes nothing after it",
    (history) => {
      let kept = initial({ key: "AS-1" });
      let restored = kept;
      for (const step of history) {
        const event = eventAt(step, kept);
        const left = decide(kept, event);
        const right = decide(JSON.parse(JSON.stringify(restored)), event);
        expect(JSON.parse(JSON.stringify(right))).toEqual(JSON.parse(JSON.stringify(left)));
        kept = left.snapshot;
        restored = right.snapshot;
      }
    },
  );

  test.prop([anyHistory], runs)("and never changes the snapshot it was given", (history) => {
    let snapshot = initial({ key: "AS-1" });
    for (const step of history) {
      const event = eventAt(step, snapshot);
      const before = JSON.stringify(snapshot);
      const { snapshot: next } = decide(snapshot, event);
      expect(JSON.stringify(snapshot)).toBe(before);
      snapshot = next;
    }
  });

  test.prop([fc.anything()])("over whatever is thrown at it", (junk) => {
    const snapshot = initial({ key: "AS-1" });
    const { verdict } = decide(snapshot, junk as SubscriptionEventInput);
    expect(verdict).toMatchObject({ type: "refused", refusal: { code: "invalid_event" } });
  });
});

describe("in every history", () => {
  test.prop([anyHistory], runs)("the same fact twice in a row changes nothing", (history) => {
    let snapshot = initial({ key: "AS-1" });
    for (const step of history) {
      const event = eventAt(step, snapshot);
      snapshot = decide(snapshot, event).snapshot;
      if (!event.type.startsWith("request.")) continue;
      const again = decide(snapshot, event);
      expect(again.verdict.type).not.toBe("moved");
    }
  });

  test.prop([anyHistory], runs)("terminated and discarded are final, unless forced", (history) => {
    let snapshot = initial({ key: "AS-1" });
    for (const step of history) {
      const event = eventAt(step, snapshot);
      const before = lifecycleOf(snapshot);
      snapshot = decide(snapshot, event).snapshot;
      if (event.type === "subscription.adopted") continue;
      if (before === "terminated" || before === "discarded")
        expect(lifecycleOf(snapshot)).toBe(before);
    }
  });

  test.prop([anyHistory], runs)(
    "nothing leads from processing to suspended, unless forced",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const step of history) {
        const event = eventAt(step, snapshot);
        const before = lifecycleOf(snapshot);
        snapshot = decide(snapshot, event).snapshot;
        if (before !== "processing" || event.type === "subscription.adopted") continue;
        expect(lifecycleOf(snapshot)).not.toBe("suspended");
      }
    },
  );

  test.prop([anyHistory], runs)(
    "a request is in progress exactly while the region says so",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const step of history) {
        const event = eventAt(step, snapshot);
        snapshot = decide(snapshot, event).snapshot;
        expect(requestStateOf(snapshot) === "none").toBe(snapshot.context.request === null);
      }
    },
  );

  test.prop([anyHistory], runs)("effects are asked for only where they are awaited", (history) => {
    let snapshot = initial({ key: "AS-1" });
    for (const step of history) {
      const event = eventAt(step, snapshot);
      const { snapshot: next, effects } = decide(snapshot, event);
      for (const effect of effects) {
        if (isAdapterEffect(effect)) expect(awaits(next, effect)).toBe(true);
        else if (effect.type === "startTimer") {
          expect(effect.requestId).toBe(next.context.request?.id);
        }
      }
      snapshot = next;
    }
  });
});
