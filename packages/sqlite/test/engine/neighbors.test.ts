import type { Adapter, EffectOutcome, Store } from "@tenure/engine";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { approving, open, purchase, type Perform } from "./house.ts";

/** Stores on one database that hear of each other's commits, as stores of several processes do. */
function hearing(): () => Store {
  const database = memoryDatabase();
  const listeners = new Set<() => void>();
  return () => {
    const store = memoryStore({ database });
    const commit = store.commit.bind(store);
    let own: (() => void) | undefined;
    store.commit = async (batch) => {
      const results = await commit(batch);
      for (const listener of listeners) if (listener !== own) listener();
      return results;
    };
    store.watch = (changed) => {
      own = changed;
      listeners.add(changed);
      return () => listeners.delete(changed);
    };
    return store;
  };
}

test("what one engine takes in another starts at once, when the store lets it hear", async () => {
  const storeOf = hearing();
  const never = new Promise<never>(() => undefined);
  const sender = await open({ store: storeOf(), concurrency: 1, perform: () => never });
  await sender.engine.send("hog", purchase("PR-1"));
  await sender.clock.advance(1);
  const worker = await open({ store: storeOf(), clock: sender.clock });
  await worker.engine.idle();
  await sender.engine.send("AS-1", purchase("PR-1"));
  await worker.clock.advance(1);
  expect((await worker.engine.get("AS-1"))?.status).toBe("active");
  expect(sender.calls.map(({ key }) => key)).toEqual(["hog"]);
});

test("a timer that one engine sets and leaves is fired by another", async () => {
  const storeOf = hearing();
  let postponed = false;
  const perform: Perform = (call) => {
    if (postponed) return approving(call);
    postponed = true;
    const events = [{ type: "answer.postpone", requestId: "PR-1", delay: 60_000 }] as const;
    return { type: "done", events };
  };
  const first = await open({ store: storeOf(), perform });
  const second = await open({ store: storeOf(), clock: first.clock, perform });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.engine.idle();
  await first.engine.stop({ deadlineMilliseconds: 0 });
  await second.clock.advance(61_000);
  expect((await second.engine.get("AS-1"))?.status).toBe("active");
  const fired = (await second.engine.history("AS-1")).filter(
    ({ event }) => event.type === "timer.due",
  );
  expect(fired).toHaveLength(1);
});

test("what a dead engine held is taken over when its lease ends, and not before", async () => {
  const storeOf = hearing();
  const dying = await open({
    store: storeOf(),
    leaseMilliseconds: 10_000,
    perform: () => new Promise(() => undefined),
  });
  await dying.engine.send("AS-1", purchase("PR-1"));
  await dying.clock.advance(1);
  await dying.store.close();
  const heir = await open({ store: storeOf(), clock: dying.clock, leaseMilliseconds: 10_000 });
  await heir.clock.advance(9000);
  expect(heir.calls).toEqual([]);
  await heir.clock.advance(2000);
  expect(heir.calls[0]).toMatchObject({ attempt: 2, uncertain: true });
  expect((await heir.engine.get("AS-1"))?.status).toBe("active");
});

test("changes of all engines come to who reads them, each once", async () => {
  const storeOf = hearing();
  const first = await open({ store: storeOf(), perform: () => ({ type: "done", events: [] }) });
  const second = await open({
    store: storeOf(),
    clock: first.clock,
    perform: () => ({ type: "done", events: [] }),
  });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { key } of second.engine.changes()) seen.push(key);
  })();
  for (const key of ["A", "B", "C"]) await first.engine.send(key, purchase("PR-1"));
  await second.engine.send("D", purchase("PR-1"));
  await first.clock.advance(1);
  expect(seen).toEqual(["A", "B", "C", "D"]);
  await second.engine.stop();
  await reading;
});

test("answers are remembered for as long as they are to be, and then forgotten bit by bit", async () => {
  const store = memoryStore();
  const forgetAnswers = store.forgetAnswers.bind(store);
  const portions: number[] = [];
  store.forgetAnswers = async (before, limit) => {
    const forgotten = await forgetAnswers(before, limit);
    if (forgotten > 0) portions.push(forgotten);
    return forgotten;
  };
  const { engine, clock } = await open({
    store,
    answersKeptMilliseconds: 86_400_000,
    perform: () => ({ type: "done", events: [] }),
  });
  const keys = Array.from({ length: 1200 }, (_, index) => `AS-${index}`);
  const send = (key: string) => engine.send(key, purchase("PR-1"), { idempotencyKey: "once" });
  await Promise.all(keys.map(send));
  await clock.advance(86_000_000);
  expect((await send("AS-0")).repeated).toBe(true);
  expect(portions).toEqual([]);
  await clock.advance(7_200_000);
  expect(portions).toEqual([500, 500, 200]);
  expect((await send("AS-0")).repeated).toBe(false);
});

test("what a living engine holds is taken by no other, however long it takes", async () => {
  const storeOf = hearing();
  const answer = Promise.withResolvers<EffectOutcome>();
  const owner = await open({
    store: storeOf(),
    leaseMilliseconds: 3000,
    perform: (call) => (call.effect.type === "fulfillRequest" ? answer.promise : approving(call)),
  });
  await owner.engine.send("AS-1", purchase("PR-1"));
  await owner.clock.advance(1);
  const options = { clock: owner.clock, leaseMilliseconds: 3000, idleMilliseconds: 100 };
  const other = await open({ store: storeOf(), ...options });
  await owner.clock.advance(60_000);
  expect(other.calls).toEqual([]);
  answer.resolve({ type: "done", events: [{ type: "answer.approve", requestId: "PR-1" }] });
  await owner.clock.advance(1000);
  expect((await other.engine.get("AS-1"))?.status).toBe("active");
});

test("an effect of an adapter that one engine lacks is left to one that has it", async () => {
  const storeOf = hearing();
  const adapterOf = (name: string): Adapter => ({
    name,
    perform: async (call) => approving(call),
  });
  const first = await open({ store: storeOf(), adapters: [adapterOf("connect")] });
  await first.engine.pause();
  await first.engine.send("AS-1", purchase("PR-1"));
  const second = await open({
    store: storeOf(),
    clock: first.clock,
    adapters: [adapterOf("bridge")],
    idleMilliseconds: 1000,
  });
  await first.engine.stop();
  await second.engine.resume();
  await second.clock.advance(60_000);
  expect(await second.store.backlog()).toBe(1);
  expect((await second.engine.get("AS-1"))?.requestState).toBe("pending");
  const third = await open({ store: storeOf(), clock: first.clock });
  await third.engine.idle();
  expect((await third.engine.get("AS-1"))?.status).toBe("active");
});
