import { test } from "@fast-check/vitest";
import {
  capabilitiesSchema,
  decide,
  decisionsSchema,
  initial,
  isRequestType,
  requestFactSchema,
  subscriptionEventSchema,
  type SubscriptionEvent,
} from "@tenure/machine";
import {
  anyCapabilities,
  anyDecisions,
  anyEvent,
  anyHistory,
  anyRequestFact,
} from "@tenure/testing/machine";
import * as fc from "fast-check";
import { describe, expect, test as plainTest } from "vitest";

const shares = [undefined, 0, 1] as const;
const sampled = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] =>
  fc.sample(arbitrary, { numRuns: 2000, seed: 1 });

describe.each(shares)("with a hostile share of %s, each is of a right shape", (hostile) => {
  test.prop([anyEvent({ hostile })], { numRuns: 500 })("event, and plain JSON", (event) => {
    expect(subscriptionEventSchema.parse(event)).toEqual(event);
    expect(JSON.parse(JSON.stringify(event))).toEqual(event);
  });

  test.prop([anyRequestFact({ hostile })], { numRuns: 500 })("request fact", (fact) => {
    expect(requestFactSchema.parse(fact)).toEqual(fact);
  });

  test.prop([anyCapabilities({ hostile }), anyDecisions({ hostile })])(
    "capability set and profile, with no key in another place",
    (capabilities, decisions) => {
      expect(JSON.stringify(capabilitiesSchema.parse(capabilities))).toBe(
        JSON.stringify(capabilities),
      );
      expect(JSON.stringify(decisionsSchema.parse(decisions))).toBe(JSON.stringify(decisions));
    },
  );

  test.prop([anyHistory({ hostile, maximumEvents: 40 })])("history", (history) => {
    expect(history[0]?.type).toBe("capabilities.changed");
    expect(history.length).toBeLessThanOrEqual(41);
    for (const event of history) expect(subscriptionEventSchema.parse(event)).toEqual(event);
  });
});

describe("a share of them is hostile", () => {
  const strangers = (events: readonly SubscriptionEvent[]): number =>
    events.filter((event) => "request" in event && !isRequestType(event.request.type)).length /
    events.filter((event) => "request" in event).length;

  plainTest("a quarter unless it is told otherwise, none, or all", () => {
    expect(strangers(sampled(anyRequestFact({ hostile: 0 })))).toBe(0);
    const all = strangers(sampled(anyRequestFact({ hostile: 1 })));
    expect(all).toBeGreaterThan(0.2);
    const usual = strangers(sampled(anyRequestFact()));
    expect(usual / all).toBeGreaterThan(0.15);
    expect(usual / all).toBeLessThan(0.35);
    expect(strangers(sampled(anyEvent({ hostile: 0 })))).toBe(0);
  });

  plainTest("customers of a usual world consent to what they ask for", () => {
    const consenting = (hostile: number): number =>
      sampled(anyEvent({ hostile })).filter(
        (event) =>
          ["command.suspend", "command.resume", "command.cancel"].includes(event.type) &&
          !("consent" in event),
      ).length;
    expect(consenting(0)).toBe(0);
    expect(consenting(1)).toBeGreaterThan(10);
  });
});

plainTest("histories reach every status and every kind of verdict", () => {
  const statuses = new Set<string>();
  const verdicts = new Set<string>();
  for (const history of sampled(anyHistory())) {
    let snapshot = initial({ key: "AS-1" });
    for (const event of history) {
      const decision = decide(snapshot, event);
      ({ snapshot } = decision);
      statuses.add(snapshot.value.lifecycle);
      verdicts.add(decision.verdict.type);
    }
  }
  expect(statuses.size).toBe(8);
  expect(verdicts.size).toBe(3);
});

plainTest("the same seed makes the same history", () => {
  const made = () => fc.sample(anyHistory(), { numRuns: 20, seed: 3 });
  expect(made()).toEqual(made());
});
