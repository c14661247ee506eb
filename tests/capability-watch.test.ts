import { isDeepStrictEqual } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { createConnectClient } from "@tenure/connect";
import { TenureError, virtualClock } from "@tenure/engine";
import type { Capabilities } from "@tenure/machine";
import { createConnectSimulator, DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";
import { describe, expect, test as plainTest } from "vitest";

import { capabilitiesOf } from "../packages/connect/src/capabilities-of.ts";
import { watchCapabilities } from "../packages/connect/src/intake/capability-watch.ts";
import type { Feed } from "../packages/connect/src/intake/feed.ts";
import { productCapabilitiesOf } from "../packages/connect/src/intake/product-capabilities.ts";
import { introduce } from "../packages/connect/src/intake/take-in.ts";
import { memoryIntake } from "../packages/connect/test/support/memory-intake.ts";
import { recordedLogger } from "../packages/connect/test/support/recorded-logger.ts";

const kept = 60_000;
const pageSize = 4;

const subscription = (number: number) => ({
  id: `AS-7000-0000-${String(number).padStart(4, "0")}`,
  status: "active",
  product: { id: DEFAULT_PRODUCT_ID },
  connection: { id: "CT-7", type: "production" },
  items: [],
  params: [],
  tiers: {},
  // A few to a second, so that pages end in the middle of one.
  events: {
    created: { at: `2024-05-06T07:${String(Math.floor(number / 3)).padStart(2, "0")}:00Z` },
  },
});

/** A platform with one product, and a store before which processes come and go. */
function house() {
  const simulator = createConnectSimulator();
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const logger = recordedLogger();
  /** Throws, when the process is to die there. */
  const interruption = { before: (_what: string): void => {} };
  const client = createConnectClient({
    baseUrl: "http://platform.invalid/public/v1",
    apiKey: VENDOR_KEY,
    retries: 0,
    fetch: async (input, init) => {
      interruption.before("call");
      return simulator.fetch(new Request(input, init));
    },
  });
  const memory = memoryIntake({ logger, clock, beforeSend: () => interruption.before("send") });
  const intake = {
    ...memory,
    writeCursor: async (name: string, value: string) => {
      interruption.before("note");
      await memory.writeCursor(name, value);
    },
  };
  const freshFeed = (): Feed => ({
    intake,
    client,
    products: [DEFAULT_PRODUCT_ID],
    capabilities: productCapabilitiesOf(client, {
      clock,
      logger,
      signal: intake.signal,
      keptMilliseconds: kept,
    }),
    overlap: 0,
    pageSize,
    pause: 1,
    seen: new Map(),
    introduced: new Map(),
    complaints: new Set(),
  });
  const gone = new Set<number>();
  let number = 0;
  let switches = 0;

  async function current(): Promise<Capabilities> {
    return capabilitiesOf(await client.products.get(DEFAULT_PRODUCT_ID));
  }

  return {
    simulator,
    clock,
    logger,
    interruption,
    intake,
    freshFeed,
    /** A subscription is bought, and the process of this feed hears of it. */
    async buy(feed: Feed): Promise<void> {
      const body = subscription(number);
      number += 1;
      simulator.place([{ source: body.id, body }]);
      if (!(await introduce(feed, body.id, DEFAULT_PRODUCT_ID))) return;
      await intake.send(body.id, { type: "subscription.adopted", status: "active" });
    },
    /** Another set of capabilities than any before. */
    switchCapabilities(): void {
      switches += 1;
      const flag = (bit: number): boolean => (switches & bit) > 0;
      simulator.addProduct({
        id: DEFAULT_PRODUCT_ID,
        capabilities: {
          subscription: { hold: flag(1), change: { scheduling: flag(2), validation: flag(4) } },
          cart: { validation: flag(8) },
        },
      });
    },
    discard(index: number): void {
      if (index >= number || gone.has(index)) return;
      gone.add(index);
      simulator.control.removeSubscription(subscription(index).id);
    },
    /** Subscriptions that the platform shows, and whose records hold other capabilities than their product. */
    async strangers(): Promise<readonly string[]> {
      const capabilities = await current();
      const found: string[] = [];
      for await (const page of client.assets.list()) {
        for (const { id } of page.rows) {
          const record = await intake.get(id);
          const held = record?.snapshot.context.capabilities;
          if (held !== undefined && !isDeepStrictEqual(held, capabilities)) found.push(id);
        }
      }
      return found;
    },
  };
}

async function fill(world: ReturnType<typeof house>, feed: Feed, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await world.buy(feed);
}

/** Looks until there is nothing left to tell. */
async function watchToTheEnd(feed: Feed): Promise<number> {
  for (let looks = 1; looks < 200; looks += 1) {
    if (!(await watchCapabilities(feed))) return looks;
  }
  throw new Error("there is always more to tell");
}

type Step =
  | {
      readonly do: "look";
      readonly process: number;
      /** After so many calls, sends and notes it fails; and the process dies of it or goes on. */
      readonly fails?: { readonly after: number; readonly dies: boolean };
    }
  | { readonly do: "buy"; readonly process: number }
  | { readonly do: "switch" }
  | { readonly do: "discard"; readonly index: number }
  | { readonly do: "wait" };

const process = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("look" as const), process }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("look" as const),
      process,
      fails: fc.record({ after: fc.nat(9), dies: fc.boolean() }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("buy" as const), process }) },
  { weight: 2, arbitrary: fc.constant({ do: "switch" } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("discard" as const), index: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.constant({ do: "wait" } as const) },
);

/** A process looks, and fails at a random moment; it may die of it, and another takes its place. */
async function lookInVain(
  world: ReturnType<typeof house>,
  feed: Feed,
  { after, dies }: { readonly after: number; readonly dies: boolean },
): Promise<Feed> {
  let left = after;
  world.interruption.before = () => {
    left -= 1;
    if (left < 0) throw new Error("killed");
  };
  await watchCapabilities(feed).catch(() => undefined);
  world.interruption.before = () => {};
  return dies ? world.freshFeed() : feed;
}

async function take(world: ReturnType<typeof house>, feeds: Feed[], move: Step): Promise<void> {
  if (move.do === "switch") world.switchCapabilities();
  else if (move.do === "wait") await world.clock.advance(kept);
  else if (move.do === "discard") world.discard(move.index);
  else {
    const feed = feeds[move.process] ?? world.freshFeed();
    if (move.do === "buy") await world.buy(feed);
    else if (move.fails === undefined) await watchCapabilities(feed);
    else feeds[move.process] = await lookInVain(world, feed, move.fails);
  }
}

test.prop([fc.nat(30), fc.array(step, { maxLength: 25 })], { numRuns: 100 })(
  "what a product can do reaches every subscription, whenever it changes and wherever processes die",
  async (count, steps) => {
    const world = house();
    const feeds = [world.freshFeed(), world.freshFeed()];
    await fill(world, feeds[0] ?? world.freshFeed(), count);
    for (const move of steps) await take(world, feeds, move);
    // All that is remembered of the platform grows old; then each process looks until it has told everything.
    await world.clock.advance(kept);
    for (const feed of feeds) await watchToTheEnd(feed);
    expect(await world.strangers()).toEqual([]);
  },
);

describe("a product's capabilities", () => {
  plainTest(
    "are told to some subscriptions at a time, and after a restart to the rest",
    async () => {
      const world = house();
      const first = world.freshFeed();
      await fill(world, first, 90);
      await watchToTheEnd(first);
      world.switchCapabilities();
      await world.clock.advance(kept);
      const before = world.intake.sent.length;
      expect(await watchCapabilities(first)).toBe(true);
      const told = world.intake.sent.length - before;
      expect(told).toBeGreaterThan(5);
      expect(told).toBeLessThanOrEqual(6 * pageSize);
      const second = world.freshFeed();
      await watchToTheEnd(second);
      expect(world.intake.sent.length - before).toBe(90);
      expect(await world.strangers()).toEqual([]);
    },
  );

  plainTest(
    "that changed before anybody watched are told to what was adopted with older ones",
    async () => {
      const world = house();
      await fill(world, world.freshFeed(), 10);
      world.switchCapabilities();
      const feed = world.freshFeed();
      await watchToTheEnd(feed);
      expect(await world.strangers()).toEqual([]);
    },
  );

  plainTest(
    "are not asked about the whole list where nobody is known, or nothing changed",
    async () => {
      const world = house();
      const feed = world.freshFeed();
      await watchToTheEnd(feed);
      await fill(world, feed, 10);
      await watchToTheEnd(feed);
      expect(world.simulator.calls.filter(({ path }) => path.endsWith("/assets"))).toHaveLength(0);
    },
  );

  plainTest(
    "reach the others when one subscription cannot be told; that is said once",
    async () => {
      const world = house();
      const feed = world.freshFeed();
      await fill(world, feed, 12);
      await watchToTheEnd(feed);
      const get = world.intake.get.bind(world.intake);
      world.intake.get = async (key) => {
        if (key !== subscription(5).id) return get(key);
        throw new TenureError("snapshot_version", "A later version recorded it.");
      };
      world.switchCapabilities();
      await world.clock.advance(kept);
      await watchToTheEnd(feed);
      world.intake.get = get;
      expect(await world.strangers()).toEqual([subscription(5).id]);
      const complaints = world.logger.lines.filter(({ level }) => level === "error");
      expect(complaints.map(({ fields }) => fields["subscription"])).toEqual([subscription(5).id]);
    },
  );

  plainTest("of a subscription that has ended stay as they were", async () => {
    const world = house();
    const feed = world.freshFeed();
    await fill(world, feed, 3);
    const request = { id: "PR-1", type: "cancel" };
    world.intake.record(subscription(1).id, { type: "request.approved", request });
    await watchToTheEnd(feed);
    world.switchCapabilities();
    await world.clock.advance(kept);
    await watchToTheEnd(feed);
    expect(await world.strangers()).toEqual([subscription(1).id]);
  });
});
