/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Store } from "@tenure/engine";

import { claimOne, claiming, ids, onlyOf } from "./claims.ts";
import { due, moving, timerOf, touching, whole } from "./commits.ts";
import { assertShows, Feed } from "./feed.ts";
import { answerIn, commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function afterTurns(count: number): Promise<void> {
  for (let turns = 0; turns < count; turns += 1) {
    await turn();
  }
}

/** Checks that each of the subscriptions shows its only commit wholly or not at all; tells which do. */
async function assertWhole(store: Store, keys: readonly string[]): Promise<readonly string[]> {
  const effects = new Set(ids(await store.claim(claiming({ now: 1000, leaseUntil: 1100 }))));
  const timers = await store.claimTimers({ now: 1000, leaseUntil: 1100, limit: 999 });
  const present: string[] = [];
  for (const key of keys) {
    const isThere = (await recordIn(store, key)) !== undefined;
    if (isThere) present.push(key);
    const history = await store.history(key, { after: 0, limit: 9 });
    assert.equal(history.length, isThere ? 1 : 0, `the history of ${key}`);
    assert.equal(effects.has(`${key}/1/0`), isThere, `the effect of ${key}`);
    assert.equal(
      timers.some((timer) => timer.key === key),
      isThere,
      `the timer of ${key}`,
    );
    const answer = await answerIn(store, key, "once 0");
    assert.equal(answer !== undefined, isThere, `the answer of ${key}`);
  }
  return present;
}

/** What is there after the process died at any moment. */
export const crashPromises: readonly Promised[] = [
  {
    name: "whatever was committed is there after a crash",
    needs: ["crash"],
    async keep(stage) {
      const before = await stage.open();
      const commits = [whole("A", 0), whole("A", 1), whole("B", 0)];
      for (const commit of commits) {
        assert.deepEqual(await commitAll(before, [commit]), ["committed"]);
      }
      await before.pause({ adapter: "bridge", at: 3, reason: "down" });
      await before.writeCursor("requests", "7");
      const store = await stage.crash(before);
      const [, second, third] = commits;
      assert.deepEqual(
        await store.load([
          { key: "A", idempotencyKey: "once 1" },
          { key: "B", idempotencyKey: "once 0" },
        ]),
        [
          { record: second?.change?.record, inbox: second?.inbox },
          { record: third?.change?.record, inbox: third?.inbox },
        ],
      );
      const feed = await new Feed(store).readAll(3);
      assertShows(
        feed,
        commits.flatMap(({ change }) => (change ? [change.entry] : [])),
      );
      assert.equal(await store.backlog(), 3);
      const timers = await store.claimTimers({ now: 20, leaseUntil: 30, limit: 9 });
      assert.deepEqual(timers, [timerOf("B", 10), timerOf("A", 11)]);
      assert.deepEqual(await store.pauses(), [{ adapter: "bridge", at: 3, reason: "down" }]);
      assert.equal(await store.readCursor("requests"), "7");
      assert.deepEqual(await commitAll(store, [whole("A", 1), whole("A", 2)]), [
        "conflict",
        "committed",
      ]);
    },
  },
  {
    name: "a commit on its way when the process dies is there wholly or not at all",
    needs: ["crash"],
    async keep(stage) {
      for (const turns of [0, 1, 2, 4, 8]) {
        const before = await stage.open();
        await before.commit([whole("first", 0)]);
        const keys = ["A", "B", "C", "D"];
        const resolved: string[] = [];
        const pending = [keys.slice(0, 2), keys.slice(2)].map(async (some) => {
          const types = await commitAll(
            before,
            some.map((key) => whole(key, 0)),
          );
          resolved.push(...some.filter((_, index) => types[index] === "committed"));
        });
        const over = Promise.allSettled(pending);
        await afterTurns(turns);
        const known = [...resolved];
        const store = await stage.crash(before);
        const present = await assertWhole(store, ["first", ...keys]);
        for (const key of ["first", ...known]) assert.ok(present.includes(key), `${key} is there`);
        const missing = keys.filter((key) => !present.includes(key));
        const types = await commitAll(
          store,
          missing.map((key) => whole(key, 0)),
        );
        assert.deepEqual(
          types,
          missing.map(() => "committed"),
        );
        await over;
      }
    },
  },
  {
    name: "an effect that was held when the process died is claimed again after its lease, as lost",
    needs: ["crash"],
    async keep(stage) {
      const before = await stage.open();
      await before.commit([moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")] })]);
      const old = await claimOne(before);
      const store = await stage.crash(before);
      const again = onlyOf(await store.claim(claiming({ now: 200, leaseUntil: 300 })));
      const { id, claims, lost, attempts } = again;
      assert.deepEqual(
        { id, claims, lost, attempts },
        { id: "A/1/0", claims: 1, lost: 1, attempts: 0 },
      );
      assert.deepEqual(await commitAll(store, [touching("A", 1, { settles: old })]), ["fenced"]);
      const settled = touching("A", 1, { settles: again });
      assert.deepEqual(await commitAll(store, [settled]), ["committed"]);
      assert.equal((await claimOne(store)).id, "A/1/1");
    },
  },
  {
    name: "a timer that was held when the process died is claimed again after its lease",
    needs: ["crash"],
    async keep(stage) {
      const before = await stage.open();
      const timer = timerOf("A", 50);
      await before.commit([moving("A", 0, { startTimers: [timer] })]);
      assert.deepEqual(await before.claimTimers({ now: 50, leaseUntil: 60, limit: 9 }), [timer]);
      const store = await stage.crash(before);
      assert.deepEqual(await store.claimTimers({ now: 60, leaseUntil: 70, limit: 9 }), [timer]);
    },
  },
  {
    name: "a claim on its way when the process dies loses no effect",
    needs: ["crash"],
    async keep(stage) {
      for (const turns of [0, 1, 3]) {
        const before = await stage.open();
        const keys = ["A", "B", "C"];
        await before.commit(keys.map((key) => whole(key, 0)));
        const over = Promise.allSettled([
          before.claim(claiming()),
          before.claimTimers({ now: 100, leaseUntil: 200, limit: 9 }),
        ]);
        await afterTurns(turns);
        const store = await stage.crash(before);
        assert.deepEqual(await assertWhole(store, keys), keys);
        await over;
      }
    },
  },
];
