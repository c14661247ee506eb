/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Store } from "@tenure/engine";

import { claimOne, claiming, claimingUpTo, ids, onlyOf } from "./claims.ts";
import { answerOf, due, moving, timerOf, touching } from "./commits.ts";
import { insist } from "./insist.ts";
import { answerIn, commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";
import type { Stage } from "./stage.ts";

const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);

async function pair(stage: Stage): Promise<readonly [Store, Store]> {
  const store = await stage.open();
  return [store, await stage.second(store)];
}

/** Takes rows by many callers at once until all have been taken, and gives them as they came. */
async function takeAll(
  stores: readonly Store[],
  count: number,
  take: (store: Store) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const taken: string[] = [];
  const callers = stores.flatMap((store) => [store, store, store, store]);
  for (let round = 0; round < 60 && taken.length < count; round += 1) {
    const parts = await Promise.all(callers.map((store) => take(store)));
    taken.push(...parts.flat());
  }
  return taken.toSorted();
}

/** What holds when many work on one store at the same time. */
export const callerPromises: readonly Promised[] = [
  {
    name: "what one connection has committed, the other sees",
    needs: ["second"],
    async keep(stage) {
      const [one, other] = await pair(stage);
      const commit = moving("A", 0, {
        effects: [due("A/1/0")],
        startTimers: [timerOf("A", 10)],
        inbox: answerOf("A", "once"),
      });
      await one.commit([commit]);
      assert.deepEqual(await other.load([{ key: "A", idempotencyKey: "once" }]), [
        { record: commit.change.record, inbox: commit.inbox },
      ]);
      assert.deepEqual(await other.nextWake(["connect"]), { effectAt: 0, timerAt: 10 });
      assert.equal(await other.backlog(), 1);
      await one.writeCursor("requests", "7");
      assert.equal(await other.readCursor("requests"), "7");
      assert.deepEqual(await commitAll(other, [moving("A", 0)]), ["conflict"]);
      assert.deepEqual(await commitAll(other, [moving("A", 1)]), ["committed"]);
      assert.equal((await recordIn(one, "A"))?.version, 2);
      assert.equal((await one.history("A", { after: 0, limit: 9 })).length, 2);
    },
  },
  {
    name: "what one connection claims, the other does not, and whoever holds the token settles",
    needs: ["second"],
    async keep(stage) {
      const [one, other] = await pair(stage);
      await one.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(one);
      assert.deepEqual(await other.claim(claiming()), []);
      const newest = await claimOne(other, { now: 200, leaseUntil: 300 });
      assert.equal(await one.extend(claim, 900), false);
      assert.deepEqual(await commitAll(one, [moving("A", 1, { settles: claim })]), ["fenced"]);
      const settled = moving("A", 1, { settles: newest });
      assert.deepEqual(await commitAll(one, [settled]), ["committed"]);
    },
  },
  {
    name: "a pause by one connection keeps the other back",
    needs: ["second"],
    async keep(stage) {
      const [one, other] = await pair(stage);
      await one.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      await one.pause({ adapter: "connect", at: 1, reason: "down" });
      assert.deepEqual(await other.claim(claiming()), []);
      assert.equal((await other.nextWake(["connect"])).effectAt, undefined);
      assert.equal(await other.resume("connect"), true);
      assert.deepEqual(ids(await one.claim(claiming())), ["A/1/0"]);
    },
  },
  {
    name: "however many claim at once, every effect is given once",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      const keys = upTo(80).map((index) => `${index % 3 === 0 ? "acme:" : ""}K-${index}`);
      await stores[0].commit(
        keys.map((key) => moving(key, 0, { effects: [due(`${key}/1/0`), due(`${key}/1/1`)] })),
      );
      const taken = await takeAll(stores, keys.length, async (store) =>
        ids(await store.claim(claimingUpTo(3))),
      );
      assert.deepEqual(taken, keys.map((key) => `${key}/1/0`).toSorted());
      assert.deepEqual(await stores[1].claim(claiming()), []);
    },
  },
  {
    name: "however many claim at once, every timer is given once",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      const keys = upTo(80).map((index) => `K-${index}`);
      const timers = keys.map((key, index) => timerOf(key, index));
      await stores[0].commit(timers.map((one) => moving(one.key, 0, { startTimers: [one] })));
      const request = { now: 100, leaseUntil: 200, limit: 3 };
      const taken = await takeAll(stores, keys.length, async (store) =>
        (await store.claimTimers(request)).map(({ key }) => key),
      );
      assert.deepEqual(taken, keys.toSorted());
      assert.deepEqual(await stores[1].claimTimers({ ...request, limit: 99 }), []);
    },
  },
  {
    name: "of commits on one version exactly one is taken, and the history is theirs",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      const winners: string[] = [];
      for (const version of upTo(12)) {
        const names = ["a", "b", "c", "d"].map((name) => `${name} wrote ${version + 1}`);
        const types = await Promise.all(
          names.map(async (hash, index) => {
            const previousHash = winners.at(-1) ?? "none";
            const entry = { previousHash, hash };
            const commit = moving("A", version, { record: { hash }, entry });
            return onlyOf(await insist(stores[index % 2] ?? stores[0], [commit]));
          }),
        );
        const sorted = ["committed", "conflict", "conflict", "conflict"];
        assert.deepEqual(types.toSorted(), sorted);
        winners.push(names[types.indexOf("committed")] ?? "");
      }
      const history = await stores[1].history("A", { after: 0, limit: 99 });
      assert.deepEqual(
        history.map(({ hash }) => hash),
        winners,
      );
      assert.equal((await recordIn(stores[1], "A"))?.hash, winners.at(-1));
    },
  },
  {
    name: "of commits under one idempotency key exactly one is taken",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      for (const round of upTo(8)) {
        const idempotencyKey = `once ${round}`;
        const types = await Promise.all(
          upTo(4).map(async (index) => {
            const inbox = answerOf("A", idempotencyKey, { eventHash: `event ${index}` });
            return onlyOf(
              await insist(stores[index % 2] ?? stores[0], [touching("A", 0, { inbox })]),
            );
          }),
        );
        assert.equal(types.filter((type) => type === "committed").length, 1, types.join());
        const expected = `event ${types.indexOf("committed")}`;
        assert.equal((await answerIn(stores[0], "A", idempotencyKey))?.eventHash, expected);
      }
    },
  },
  {
    name: "of those who settle one effect exactly one is heard, and its lease cannot be lost to both",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      const keys = upTo(8).map((index) => `K-${index}`);
      await stores[0].commit(keys.map((key) => moving(key, 0, { effects: [due(`${key}/1/0`)] })));
      const claims = await stores[0].claim(claiming());
      for (const { key, id, token } of claims) {
        const settles = { id, token };
        const [first, late, again] = await Promise.all([
          insist(stores[0], [touching(key, 1, { settles })]),
          stores[1].claim(claiming({ now: 200, leaseUntil: 300 })),
          insist(stores[1], [touching(key, 1, { settles })]),
        ]);
        const heard = [...first, ...again].filter((type) => type === "committed").length;
        const retaken = late.filter((one) => one.id === id).length;
        assert.equal(heard + retaken, 1, `${heard} settled it, ${retaken} claimed it`);
        for (const one of late) {
          await stores[1].putBack(one, { availableAt: 0, attempts: 0, error: "" });
        }
      }
    },
  },
  {
    name: "batches that cross one another all come to an end, each version written once",
    needs: ["second"],
    async keep(stage) {
      const stores = await pair(stage);
      const keys = upTo(6).map((index) => `K-${index}`);
      for (const version of upTo(5)) {
        const batch = keys.map((key) => moving(key, version));
        const results = await Promise.all([
          insist(stores[0], batch),
          insist(stores[1], batch.toReversed()),
        ]);
        const [forward, backward] = [results[0], results[1].toReversed()];
        for (const [index, key] of keys.entries()) {
          const types = [forward[index] ?? "none", backward[index] ?? "none"].toSorted();
          assert.deepEqual(types, ["committed", "conflict"], `${key} at ${version}`);
        }
      }
      const versions = (await stores[0].list({}, { limit: 9 })).rows.map(({ version }) => version);
      assert.deepEqual(versions, Array(6).fill(5));
    },
  },
];
