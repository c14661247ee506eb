import { TenureError, verifyHistory, type CommitResult } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { faulty } from "./faulty.ts";
import { approving, build, open, purchase } from "./house.ts";

const full = (): Error => new TenureError("store_unavailable", "disk full, for the test");

test("an answer in hand is written down when the store is there again, and asked for once", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const { engine, clock, calls, log } = await open({
    store,
    perform: (call) => {
      if (call.effect.type === "fulfillRequest") store.fail("commit", full);
      return approving(call);
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(90_000);
  expect(calls).toHaveLength(1);
  expect(log.some(({ fields }) => fields["code"] === "store_unavailable")).toBe(true);
  store.heal("commit");
  await clock.advance(5000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
  expect(calls.map(({ effect }) => effect.type)).toEqual(["fulfillRequest", "approveRequest"]);
});

test("a store that cannot be read for a while stops nothing for good", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const { engine, clock } = await open({ store, leaseMilliseconds: 3000 });
  for (const verb of ["claim", "claimTimers", "nextWake"] as const) store.fail(verb, full);
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(10_000);
  expect((await engine.get("AS-1"))?.status).toBe("processing");
  for (const verb of ["claim", "claimTimers", "nextWake"] as const) store.heal(verb);
  store.fail("load", full);
  await clock.advance(10_000);
  store.heal("load");
  await clock.advance(10_000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
});

test("a sender learns of the store's failure, and may send again", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const { engine } = await open({ store });
  store.fail("commit", full);
  const sending = engine.send("AS-1", purchase("PR-1"), { idempotencyKey: "once" });
  await expect(sending).rejects.toMatchObject({ consequence: "Retryable" });
  store.heal("commit");
  const sent = await engine.send("AS-1", purchase("PR-1"), { idempotencyKey: "once" });
  expect(sent).toMatchObject({ version: 1, repeated: false });
});

test("a commit the store cannot take does not fail those that share its batch", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const commit = store.commit.bind(store);
  const sizes: number[] = [];
  store.commit = async (batch) => {
    sizes.push(batch.length);
    if (batch.some(({ key }) => key === "poison")) throw new TenureError("store_failed", "poison");
    return commit(batch);
  };
  const { engine } = await open({ store });
  const keys = ["A", "poison", "B"];
  const sent = await Promise.allSettled(keys.map((key) => engine.send(key, purchase(`PR-${key}`))));
  expect(sent.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(sizes[0]).toBe(3);
});

test("a commit whose acknowledgement was lost is not made twice", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const commit = store.commit.bind(store);
  let lost = false;
  store.commit = async (batch): Promise<readonly CommitResult[]> => {
    const results = await commit(batch);
    if (lost || batch.length < 2) return results;
    lost = true;
    throw new TenureError("store_unavailable", "connection reset, for the test");
  };
  const { engine } = await open({ store, perform: () => ({ type: "done", events: [] }) });
  const sent = await Promise.all(["A", "B"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  expect(lost).toBe(true);
  expect(sent.map(({ version, verdict }) => [version, verdict.type])).toEqual([
    [1, "moved"],
    [1, "moved"],
  ]);
  expect(verifyHistory(await engine.history("A"))).toBeUndefined();
});

test("somebody else's commit in between is looked at before deciding again", async () => {
  const file = freshFile();
  const store = faulty(sqliteStore({ file }));
  const commit = store.commit.bind(store);
  const { engine } = await open({ store, perform: () => ({ type: "done", events: [] }) });
  await engine.send("AS-1", purchase("PR-1"));
  let conflicts = 3;
  store.commit = async (batch) => {
    conflicts -= 1;
    return conflicts >= 0 ? batch.map(() => ({ type: "conflict" as const })) : commit(batch);
  };
  const request = { id: "PR-1", type: "purchase" };
  const sent = await engine.send("AS-1", { type: "request.approved", request });
  expect(sent).toMatchObject({ version: 2, verdict: { type: "moved" } });
});

test("conflicts without end become an error, not a loop", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const { engine, clock } = await open({ store });
  let tries = 0;
  store.commit = async (batch) => {
    tries += 1;
    return batch.map(() => ({ type: "conflict" as const }));
  };
  const sending = engine.send("AS-1", purchase("PR-1"));
  const known = { code: "version_conflict", consequence: "Conflict" };
  sending.catch(() => undefined);
  await clock.advance(1);
  // After a few at once, others are given time.
  expect(tries).toBeLessThan(10);
  await clock.advance(10_000);
  await expect(sending).rejects.toMatchObject(known);
});

test("a store that cannot be opened is told, and the engine can be started later", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  store.fail("open", full);
  const { engine } = build({ store });
  await expect(engine.start()).rejects.toThrow("disk full");
  store.heal("open");
  await engine.start();
  await engine.stop();
});

test("an outcome the store never takes counts as failed, waits its turn and stops nobody", async () => {
  const store = faulty(sqliteStore({ file: ":memory:" }));
  const commit = store.commit.bind(store);
  store.commit = async (batch) => {
    const isPoison = batch.some(
      ({ key, change }) => key === "poison" && change?.record.version === 2,
    );
    if (isPoison) throw new TenureError("store_failed", "poison, for the test");
    return commit(batch);
  };
  const { engine, clock, calls } = await open({ store, retry: { attempts: 3 } });
  await Promise.all(["poison", "A"].map((key) => engine.send(key, purchase(`PR-${key}`))));
  await clock.advance(300_000);
  expect((await engine.get("A"))?.status).toBe("active");
  const asked = calls.filter(({ key }) => key === "poison").length;
  expect(asked).toBeGreaterThan(2);
  expect(asked).toBeLessThan(20);
  store.commit = commit;
  await clock.advance(60_000);
  expect((await engine.get("poison"))?.status).toBe("active");
});
