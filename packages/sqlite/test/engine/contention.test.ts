import type { CommitResult, Store, StoreTransaction } from "@tenure/engine";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { expect, test } from "vitest";

import { open, purchase } from "./house.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("while somebody else writes the subscription, an event waits and is then taken in", async () => {
  const store = memoryStore();
  const commit = store.commit.bind(store);
  let busy = 6;
  store.commit = async (batch) => {
    busy -= 1;
    return busy >= 0 ? batch.map((): CommitResult => ({ type: "busy" })) : commit(batch);
  };
  const { engine, clock } = await open({ store });
  const sending = engine.send("AS-1", purchase("PR-1"));
  await clock.advance(314);
  expect(busy).toBe(0);
  await clock.advance(1);
  expect(await sending).toMatchObject({ version: 1, verdict: { type: "moved" } });
});

test("a subscription that others never stop writing is told as busy, with nothing written", async () => {
  const store = memoryStore();
  store.commit = async (batch) => batch.map((): CommitResult => ({ type: "busy" }));
  const { engine, clock } = await open({ store });
  const sending = engine.send("AS-1", purchase("PR-1"));
  sending.catch(() => undefined);
  await clock.advance(12_000);
  await expect(sending).rejects.toMatchObject({ code: "store_busy", consequence: "Retryable" });
  expect(await engine.get("AS-1")).toBeUndefined();
});

test("one subscription that is busy keeps no other waiting", async () => {
  const store = memoryStore();
  const commit = store.commit.bind(store);
  store.commit = async (batch) => {
    const free = batch.filter(({ key }) => key !== "busy");
    const results = await commit(free);
    return batch.map((one) => results[free.indexOf(one)] ?? { type: "busy" });
  };
  const { engine, clock } = await open({ store });
  const waiting = engine.send("busy", purchase("PR-1"));
  waiting.catch(() => undefined);
  expect(await engine.send("AS-1", purchase("PR-1"))).toMatchObject({ version: 1 });
  await clock.advance(20_000);
  await expect(waiting).rejects.toMatchObject({ code: "store_busy" });
});

test("two engines on one store send to one subscription, and every event counts once", async () => {
  const database = memoryDatabase();
  const perform = () => ({ type: "done", events: [] }) as const;
  const first = await open({ store: memoryStore({ database }), perform });
  const second = await open({ store: memoryStore({ database }), perform, clock: first.clock });
  await first.engine.send("AS-1", purchase("PR-1"));
  const sends = Array.from({ length: 20 }, (_, index) =>
    [first, second].map(({ engine }) =>
      engine.send("AS-1", { type: "command.suspend" }, { idempotencyKey: `both-${index}` }),
    ),
  );
  await first.clock.advance(60_000);
  const results = await Promise.all(sends.map((pair) => Promise.all(pair)));
  for (const [one, other] of results) {
    expect(one?.version).toBe(other?.version);
    expect(new Set([one?.repeated, other?.repeated])).toEqual(new Set([false, true]));
  }
  expect((await first.engine.get("AS-1"))?.version).toBe(21);
  expect(await first.engine.verify("AS-1")).toMatchObject({ type: "intact", entries: 21 });
});

test("an event for one version is decided at that version only", async () => {
  const { engine } = await open({ perform: () => ({ type: "done", events: [] }) });
  const created = await engine.send("AS-1", purchase("PR-1"), { expectedVersion: 0 });
  expect(created.version).toBe(1);
  const request = { id: "PR-1", type: "purchase" };
  const event = { type: "request.approved", request } as const;
  for (const expectedVersion of [0, 2, -1, Number.NaN]) {
    await expect(engine.send("AS-1", event, { expectedVersion })).rejects.toMatchObject({
      code: "version_conflict",
      consequence: "Conflict",
    });
  }
  expect((await engine.get("AS-1"))?.version).toBe(1);
  expect((await engine.send("AS-1", event, { expectedVersion: 1 })).version).toBe(2);
});

test("a second create does not silently reset a subscription", async () => {
  const { engine } = await open();
  await engine.send("AS-1", purchase("PR-1"));
  await engine.idle();
  const before = await engine.get("AS-1");
  await engine.send("AS-1", purchase("PR-1"));
  await engine.send("AS-1", { type: "request.draft", request: { id: "PR-9", type: "purchase" } });
  const after = await engine.get("AS-1");
  expect(after?.status).toBe("active");
  expect(after?.createdAt).toBe(before?.createdAt);
  expect((await engine.history("AS-1")).at(-1)).toMatchObject({ drift: true });
});

/** A store whose "transaction" collects what is written, and writes it when told to. */
function transactional() {
  const store: Store = memoryStore();
  const asked: string[] = [];
  const later: (() => Promise<unknown>)[] = [];
  store.within = (transaction): StoreTransaction => {
    asked.push(String(transaction));
    return {
      load: (batch) => store.load(batch),
      async commit(batch) {
        asked.push(`commit of ${batch.length}`);
        later.push(() => store.commit(batch));
        return batch.map(() => ({ type: "committed" }));
      },
    };
  };
  return { store, asked, commit: () => Promise.all(later.map((write) => write())) };
}

test("an event sent within the application's transaction counts once that commits", async () => {
  const { store, asked, commit } = transactional();
  const { engine, clock, calls } = await open({ store, idleMilliseconds: 1000 });
  const sent = await engine.send("AS-1", purchase("PR-1"), { transaction: "the application's" });
  expect(sent).toMatchObject({ version: 1, verdict: { type: "moved" } });
  expect(asked).toEqual(["the application's", "commit of 1"]);
  await clock.advance(5000);
  expect(await engine.get("AS-1")).toBeUndefined();
  expect(calls).toEqual([]);
  await commit();
  await clock.advance(2000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a store that cannot work within a transaction says so", async () => {
  const { engine } = await open({ store: memoryStore() });
  const sending = engine.send("AS-1", purchase("PR-1"), { transaction: {} });
  await expect(sending).rejects.toMatchObject({ code: "store_unsupported" });
  expect(await engine.get("AS-1")).toBeUndefined();
});

test("a sender's trace goes with the effects, and what is no trace goes nowhere", async () => {
  const { engine, calls } = await open();
  await engine.send("AS-1", purchase("PR-1"), { trace: traceparent });
  await engine.send("AS-2", purchase("PR-2"), { trace: "00-evil\r\nheader: x" });
  await engine.idle();
  const tracesOf = (key: string) =>
    calls.filter((call) => call.key === key).map(({ trace }) => trace);
  expect(tracesOf("AS-1")).toEqual([traceparent, traceparent]);
  expect(tracesOf("AS-2")).toEqual([undefined, undefined]);
});
