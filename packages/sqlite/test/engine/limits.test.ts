import type { Adapter, EffectCall, EffectOutcome } from "@tenure/engine";
import { expect, test } from "vitest";

import { approving, build, open, purchase } from "./house.ts";

const down = (after?: number): EffectOutcome => ({
  type: "retry",
  blame: "platform",
  error: { code: "down", message: "nobody answers" },
  ...(after !== undefined && { after }),
});

async function flood(engine: { send: Function }, count: number, adapter: string): Promise<void> {
  const keys = Array.from({ length: count }, (_, index) => `${adapter}-${index}`);
  await Promise.all(keys.map((key) => engine.send(key, purchase(`PR-${key}`), { adapter })));
}

test("an adapter never runs more side by side than its own limit", async () => {
  let running = 0;
  let most = 0;
  const { engine, clock } = await open({
    limits: { connect: { concurrency: 2 } },
    perform: async (call) => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(10);
      running -= 1;
      return approving(call);
    },
  });
  await flood(engine, 10, "connect");
  await clock.advance(1000);
  expect(most).toBe(2);
  expect(await engine.count({ status: ["active"] })).toBe(10);
});

test("a rate is kept, and nothing is held in memory to keep it", async () => {
  const times: number[] = [];
  const { engine, clock, store } = await open({
    limits: { connect: { ratePerSecond: 10 } },
    perform: (call) => {
      times.push(clock.now());
      return approving(call);
    },
  });
  const claim = store.claim.bind(store);
  let claimed = 0;
  store.claim = async (request) => {
    const effects = await claim(request);
    claimed += effects.length;
    return effects;
  };
  await flood(engine, 20, "connect");
  await clock.advance(1000);
  expect(times.length).toBeGreaterThanOrEqual(9);
  expect(times.length).toBeLessThanOrEqual(11);
  expect(claimed).toBe(times.length);
  await clock.advance(4000);
  expect(times).toHaveLength(40);
  const spans = times.slice(11).map((later, index) => later - (times[index] ?? later));
  expect(Math.min(...spans)).toBeGreaterThanOrEqual(1000);
});

test("a platform that keeps failing is left alone, tried by one, and taken up when it works", async () => {
  let works = false;
  const calls: { at: number; call: EffectCall }[] = [];
  const { engine, clock } = await open({
    limits: { connect: { breaker: { failures: 5, pause: 10_000 } } },
    perform: (call) => {
      calls.push({ at: clock.now(), call });
      return works ? approving(call) : down();
    },
  });
  const start = clock.now();
  await flood(engine, 50, "connect");
  await clock.advance(9_999);
  // All that were under way when it opened, and not one more.
  const before = calls.length;
  expect(before).toBe(50);
  expect(await engine.adapters()).toMatchObject([{ adapter: "connect", circuit: "open" }]);
  await clock.advance(3);
  expect(calls.length - before).toBe(1);
  await clock.advance(19_000);
  expect(calls.length - before).toBe(1);
  works = true;
  await clock.advance(2000);
  expect(await engine.adapters()).toMatchObject([{ circuit: "closed", running: 0 }]);
  expect(await engine.count({ status: ["active"] })).toBe(50);
  expect(clock.now() - start).toBeLessThan(40_000);
});

test("one bad effect does not keep the others from a circuit that is tried by one", async () => {
  const { engine, clock } = await open({
    limits: { connect: { breaker: { failures: 3, pause: 1000 } } },
    perform: (call) => (call.key === "bad" ? down() : approving(call)),
  });
  await engine.send("bad", purchase("PR-bad"));
  await clock.advance(120_000);
  expect((await engine.adapters())[0]?.circuit).not.toBe("closed");
  await engine.send("good", purchase("PR-good"));
  await clock.advance(130_000);
  expect((await engine.get("good"))?.status).toBe("active");
  expect((await engine.get("bad"))?.requestState).toBe("pending");
});

test("a platform's wait holds all of its adapter's effects and no other's", async () => {
  const calls: EffectCall[] = [];
  const adapter = (name: string, perform: (call: EffectCall) => EffectOutcome): Adapter => ({
    name,
    async perform(call) {
      calls.push(call);
      return perform(call);
    },
  });
  let asked = 0;
  const { engine, clock } = await open({
    adapters: [
      adapter("connect", (call) => {
        asked += 1;
        return asked === 1 ? down(30_000) : (approving(call) as EffectOutcome);
      }),
      adapter("bridge", (call) => approving(call) as EffectOutcome),
    ],
  });
  await engine.send("AS-1", purchase("PR-1"), { adapter: "connect" });
  await clock.advance(1);
  await engine.send("AS-2", purchase("PR-2"), { adapter: "connect" });
  await engine.send("S-1", purchase("R-1"), { adapter: "bridge" });
  await clock.advance(29_000);
  expect(calls.map(({ key }) => key)).toEqual(["AS-1", "S-1", "S-1"]);
  const [connect, bridge] = await engine.adapters();
  expect(connect?.heldUntil).toBeGreaterThan(clock.now());
  expect(bridge?.heldUntil).toBeUndefined();
  await clock.advance(2000);
  expect(await engine.count({ status: ["active"] })).toBe(3);
});

test("an adapter that is slow in everything leaves room for another", async () => {
  const never = new Promise<EffectOutcome>(() => undefined);
  const { engine, clock } = await open({
    concurrency: 4,
    adapters: [
      { name: "slow", perform: () => never },
      { name: "quick", perform: async (call) => approving(call) },
    ],
  });
  await flood(engine, 20, "slow");
  await clock.advance(10);
  await flood(engine, 20, "quick");
  await clock.advance(1000);
  expect(await engine.count({ status: ["active"] })).toBe(20);
  expect((await engine.adapters()).map(({ running }) => running)).toEqual([3, 0]);
});

test("with more adapters than slots each still comes to its turn at once", async () => {
  const adapterOf = (name: string): Adapter => ({
    name,
    perform: async (call) => approving(call),
  });
  for (const busy of ["a", "b", "c", "d"]) {
    const { engine } = await open({
      concurrency: 1,
      adapters: ["a", "b", "c", "d"].map((name) => adapterOf(name)),
    });
    await flood(engine, 3, busy);
    await engine.idle();
    expect(await engine.count({ status: ["active"] }), busy).toBe(3);
    await engine.stop();
  }
});

test("limits that make no sense, or for an adapter there is not, are told before anything starts", () => {
  expect(() => build({ limits: { other: {} } })).toThrow("other");
  expect(() => build({ limits: { connect: { ratePerSecond: 0 } } })).toThrow("ratePerSecond");
});
