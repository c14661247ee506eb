import { TenureError, type ClaimedEffect, type EffectOutcome } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { faulty } from "./faulty.ts";
import { approving, open, purchase } from "./house.ts";

/** An engine that dies the moment it performs the effect of this key. */
async function dieOf(key: string, file: string): Promise<readonly string[]> {
  const store = sqliteStore({ file });
  const started: string[] = [];
  const never = new Promise<EffectOutcome>(() => undefined);
  const { engine, clock } = await open({
    store,
    perform: (call) => {
      started.push(call.key);
      if (call.key === key) void store.close();
      return started.includes(key) ? never : approving(call);
    },
  });
  await clock.advance(20);
  await engine.stop({ deadlineMilliseconds: 0 }).catch(() => undefined);
  return started;
}

test("an effect that kills its process each time ends stuck, and harms no other for ever", async () => {
  const file = freshFile();
  const first = await open({ file });
  await first.engine.pause();
  const keys = ["poison", ...Array.from({ length: 20 }, (_, index) => `AS-${index}`)];
  await Promise.all(keys.map((key) => first.engine.send(key, purchase(`PR-${key}`))));
  await first.engine.resume();
  await first.engine.stop({ deadlineMilliseconds: 0 });

  let deaths = 0;
  while ((await dieOf("poison", file)).includes("poison")) {
    deaths += 1;
    expect(deaths).toBeLessThan(64);
  }
  const { engine, clock } = await open({ file });
  await clock.advance(120_000);
  expect((await engine.get("poison"))?.requestState).toBe("stuck");
  const last = (await engine.history("poison")).at(-1);
  expect(last?.event).toMatchObject({ type: "effect.failed", error: { code: "effect_lost" } });
  expect(await engine.count({ requestState: ["stuck"] })).toBe(1);
  expect(await engine.count({ status: ["active"] })).toBe(20);
});

test("effects that may be what kills the process are started one at a time", async () => {
  const store = memoryStore({ database: memoryDatabase() });
  let most = 0;
  let running = 0;
  const { engine, clock } = await open({
    store: suspecting(store),
    perform: async (call) => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(10);
      running -= 1;
      return approving(call);
    },
  });
  const keys = Array.from({ length: 5 }, (_, index) => `AS-${index}`);
  await Promise.all(keys.map((key) => engine.send(key, purchase(`PR-${key}`))));
  await clock.advance(60_000);
  expect(most).toBe(1);
  expect(await engine.count({ status: ["active"] })).toBe(5);
});

/** A store in which every effect looks as if it had been lost three times. */
function suspecting(store: ReturnType<typeof memoryStore>) {
  const claim = store.claim.bind(store);
  store.claim = async (request) =>
    (await claim(request)).map((effect): ClaimedEffect => ({ ...effect, lost: 3 }));
  return store;
}

test("a word from who holds an effect takes its count of lost leases back", async () => {
  const database = memoryDatabase();
  const lost: number[] = [];
  const store = memoryStore({ database });
  const claim = store.claim.bind(store);
  store.claim = async (request) => {
    const claimed = await claim(request);
    lost.push(...claimed.map((effect) => effect.lost));
    return claimed;
  };
  const { engine, clock } = await open({
    store,
    perform: () => ({
      type: "retry",
      blame: "platform",
      error: { code: "down", message: "down" },
    }),
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(600_000);
  expect(lost.length).toBeGreaterThan(5);
  expect(new Set(lost)).toEqual(new Set([0]));
});

test("a subscription that cannot be read stops no other and does not spin", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const load = store.load.bind(store);
  let loads = 0;
  let corrupt = true;
  store.load = async (batch) => {
    const isBad = corrupt && batch.some(({ key }) => key === "bad");
    if (isBad && batch.length === 1) loads += 1;
    if (isBad) throw new TenureError("store_corrupt", "unreadable, for the test");
    return load(batch);
  };
  const { engine, clock } = await open({ store });
  corrupt = false;
  await engine.pause();
  await Promise.all(["bad", "A", "B"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  corrupt = true;
  await engine.resume();
  await clock.advance(600_000);
  expect(await engine.count({ status: ["active"] })).toBe(2);
  expect(loads).toBeGreaterThan(3);
  expect(loads).toBeLessThan(60);
  corrupt = false;
  await clock.advance(60_000);
  expect(await engine.count({ status: ["active"] })).toBe(3);
});

test("a process that stood still past its lease starts none of what it had claimed", async () => {
  const database = memoryDatabase();
  const store = memoryStore({ database });
  const claim = store.claim.bind(store);
  const house = await open({ store, leaseMilliseconds: 3000 });
  const { engine, clock, calls, log } = house;
  let still = true;
  // The claim is made, and the process stands still before it hears of it.
  store.claim = async (request) => {
    const claimed = await claim(request);
    if (still && claimed.length > 0) {
      still = false;
      await clock.sleep(5000);
    }
    return claimed;
  };
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(4999);
  expect(calls).toEqual([]);
  await clock.advance(1);
  expect(log.some(({ message }) => message.startsWith("lease over"))).toBe(true);
  expect(calls[0]).toMatchObject({ attempt: 2 });
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a process that stood still fires no timer that others may have fired", async () => {
  const database = memoryDatabase();
  const store = memoryStore({ database });
  const claimTimers = store.claimTimers.bind(store);
  const { engine, clock, calls } = await open({
    store,
    leaseMilliseconds: 3000,
    perform: (call) =>
      call.effect.type === "fulfillRequest" && call.effect.occasion !== "postponed"
        ? { type: "done", events: [{ type: "answer.postpone", requestId: "PR-1", delay: 1000 }] }
        : approving(call),
  });
  let claims = 0;
  store.claimTimers = async (request) => {
    const due = await claimTimers(request);
    if (due.length > 0) claims += 1;
    if (claims === 1 && due.length > 0) await clock.sleep(10_000);
    return due;
  };
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(60_000);
  expect(claims).toBe(2);
  expect(calls.filter(({ effect }) => effect.type === "fulfillRequest")).toHaveLength(2);
  expect((await engine.get("AS-1"))?.status).toBe("active");
});
