import { test } from "@fast-check/vitest";
import { decide, initial, subscriptionMachine } from "@tenure/machine";
import { anyHistory } from "@tenure/testing/machine";
import { describe, expect } from "vitest";
import { createActor } from "xstate";
import { getShortestPaths } from "xstate/graph";

describe("XState's own tools", () => {
  test.prop([anyHistory({ maximumEvents: 60 })], { numRuns: 100 })(
    "run the same machine live",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      const actor = createActor(subscriptionMachine, { input: { key: "AS-1" } }).start();
      for (const event of history) {
        const decision = decide(snapshot, event);
        actor.send(event);
        snapshot = decision.snapshot;
        expect(actor.getSnapshot().value).toEqual(snapshot.value);
        expect(actor.getSnapshot().context).toEqual(snapshot.context);
      }
      actor.stop();
    },
  );

  test("walk it: the shortest path to each status is the lifecycle's own", () => {
    const request = (number: number, type: string) => ({ id: `PR-${number}`, type });
    const paths = getShortestPaths(subscriptionMachine, {
      input: { key: "AS-1", capabilities: { administrativeHold: true } },
      events: [
        { type: "request.pending", request: request(1, "purchase") },
        { type: "request.approved", request: request(1, "purchase") },
        { type: "request.pending", request: request(2, "suspend") },
        { type: "request.approved", request: request(2, "suspend") },
        { type: "request.pending", request: request(3, "cancel") },
        { type: "request.approved", request: request(3, "cancel") },
      ],
      limit: 2000,
    });
    const lengths = new Map<string, number>();
    for (const { state, steps } of paths) {
      const { lifecycle } = state.value;
      const before = lengths.get(lifecycle) ?? Infinity;
      // Each path begins with XState's own initial event.
      lengths.set(lifecycle, Math.min(before, steps.length - 1));
    }
    expect(Object.fromEntries(lengths)).toEqual({
      new: 0,
      processing: 1,
      // Platforms show the latest status only: an end may be the first that is seen.
      active: 1,
      suspended: 1,
      terminating: 1,
      terminated: 1,
    });
  });

  test("can take the chart as plain data", () => {
    const config = JSON.parse(JSON.stringify(subscriptionMachine.config));
    expect(Object.keys(config.states.lifecycle.states)).toEqual([
      "new",
      "draft",
      "processing",
      "active",
      "suspended",
      "terminating",
      "terminated",
      "discarded",
    ]);
    expect(Object.keys(config.states.request.states)).toContain("stuck");
  });
});
