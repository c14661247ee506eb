import { test } from "@fast-check/vitest";
import {
  decide,
  initial,
  subscriptionMachine,
  type SubscriptionEvent,
  subscriptionEventSchema,
} from "@tenure/machine";
import { describe, expect } from "vitest";
import { createActor } from "xstate";

import { anyHistory, eventAt } from "./arbitraries.ts";

describe("XState's own tools", () => {
  test.prop([anyHistory], { numRuns: 100 })("run the same machine live", (history) => {
    let snapshot = initial({ key: "AS-1" });
    const actor = createActor(subscriptionMachine, { input: { key: "AS-1" } }).start();
    for (const step of history) {
      const event: SubscriptionEvent = subscriptionEventSchema.parse(eventAt(step, snapshot));
      const decision = decide(snapshot, event);
      actor.send(event);
      snapshot = decision.snapshot;
      expect(actor.getSnapshot().value).toEqual(snapshot.value);
      expect(actor.getSnapshot().context).toEqual(snapshot.context);
    }
    actor.stop();
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
