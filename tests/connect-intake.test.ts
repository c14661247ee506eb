import { fc, test } from "@fast-check/vitest";
import { describe, expect, onTestFinished } from "vitest";

import { engineView, platformView } from "./connect-intake/agreement.ts";
import { type Fate, IntakeWorld } from "./connect-intake/intake-world.ts";
import { type Deed, deeds } from "./connect-intake/parties.ts";

const second = 1000;
/** Longer than it takes the poller, at its slowest, to look twice and the sweep once. */
const quiet = 100 * second;
/** A list may lag behind for less than polls look back. */
const longestLag = 50 * second;

type Step =
  | { readonly type: "deed"; readonly deed: Deed; readonly pick: number; readonly fate: Fate }
  | { readonly type: "lag"; readonly pick: number; readonly for: number }
  | { readonly type: "pass" | "cut off" | "down"; readonly for: number }
  | { readonly type: "rest" };

const duration = fc.integer({ min: 0, max: 40 }).map((seconds) => seconds * second + 137);

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Fate>({ type: "lost" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("delivered" as const),
      after: fc.integer({ min: 0, max: 30 }).map((seconds) => seconds * second),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("deed" as const),
      deed: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Deed>("purchase") },
        { weight: 5, arbitrary: fc.constant<Deed>("go on") },
        { weight: 5, arbitrary: fc.constantFrom(...deeds) },
      ),
      pick: fc.nat({ max: 20 }),
      fate,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("lag" as const),
      pick: fc.nat({ max: 20 }),
      for: fc.integer({ min: 1, max: longestLag }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("pass" as const), for: duration }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cut off" as const), for: duration }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("down" as const), for: duration }) },
  { weight: 1, arbitrary: fc.constant<Step>({ type: "rest" }) },
);

async function take(world: IntakeWorld, given: Step): Promise<void> {
  switch (given.type) {
    case "deed": {
      const done = await world.parties.does(given.deed, given.pick);
      if (done !== undefined) world.announce(given.fate);
      return;
    }
    case "lag": {
      const { assets, requests } = world.parties;
      const asset = assets[given.pick % Math.max(1, assets.length)];
      const request = [...requests.values()].at(given.pick % Math.max(1, requests.size));
      if (given.pick % 2 === 0 && asset !== undefined) world.holdReads(asset, given.for);
      else if (request !== undefined) world.hide(request, given.for);
      return;
    }
    case "pass":
      await world.pass(given.for);
      return;
    case "cut off":
      world.isCutOff = true;
      await world.pass(given.for);
      world.isCutOff = false;
      return;
    case "down":
      await world.stop();
      await world.pass(given.for);
      await world.start();
      return;
    case "rest":
      await agree(world);
  }
}

/** After a while in which nothing happens, every request was told as it is, and the records agree. */
async function agree(world: IntakeWorld): Promise<void> {
  await world.pass(longestLag + quiet);
  // What came due meanwhile the platform may have settled only just now.
  await platformView(world);
  await world.pass(quiet);
  expect(await engineView(world)).toEqual(await platformView(world));
  const told = new Set(world.told);
  for (const { id, status } of await world.parties.vendor.list("/requests")) {
    expect(told).toContain(`${id} ${status.replace("tiers_setup", "tiersSetup")}`);
  }
}

describe("what the platform shows", () => {
  test.prop([fc.array(step, { minLength: 5, maxLength: 40 }), fc.constantFrom(2, 3, 100)], {
    numRuns: 80,
  })(
    "is known to the engine in the end, though events are lost, repeated and late, lists lag, and calls fail",
    async (steps, pageSize) => {
      const world = new IntakeWorld({ pageSize });
      await world.start();
      try {
        for (const one of steps) await take(world, one);
        await agree(world);
      } finally {
        await world.stop();
      }
    },
    120_000,
  );
});

describe("events", () => {
  async function idleWorld(): Promise<IntakeWorld> {
    const world = new IntakeWorld();
    onTestFinished(() => world.stop());
    await world.start();
    await world.pass(10 * 60 * second);
    return world;
  }

  test("bring a change in at once, however idle the poller is", async () => {
    const world = await idleWorld();
    const done = await world.parties.does("purchase", 0);
    world.announce({ type: "delivered", after: 0, times: 1 });
    await world.pass(1);
    expect(world.told).toEqual([`${done?.id} pending`]);
  });

  test("that never come cost no more than the idle pause", async () => {
    const world = await idleWorld();
    const done = await world.parties.does("purchase", 0);
    world.announce({ type: "lost" });
    await world.pass(31 * second);
    expect(world.told).toEqual([`${done?.id} pending`]);
  });

  test("in a storm make no storm of polls", async () => {
    const world = await idleWorld();
    const before = world.polls.length;
    for (let count = 0; count < 200; count += 1) {
      world.announce({ type: "delivered", after: count * 10, times: 1 });
    }
    await world.pass(3 * second);
    expect(world.polls.length - before).toBeLessThanOrEqual(12);
  });
});
