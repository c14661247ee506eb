/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { claimOne, claiming, ids, onlyOf } from "./claims.ts";
import { due, moving, timerOf, touching } from "./commits.ts";
import { commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

const retry = { availableAt: 170, attempts: 3, error: "timeout: none" };

/** One holder at a time, for a while; who held too long has no say any more. */
export const leasePromises: readonly Promised[] = [
  {
    name: "an effect is held until its lease ends, then it is claimed again with another token",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const first = onlyOf(await store.claim(claiming()));
      assert.equal((await store.nextWake(["connect"])).effectAt, 200);
      assert.deepEqual(await store.claim(claiming({ now: 199 })), []);
      const second = onlyOf(await store.claim(claiming({ now: 200, leaseUntil: 300 })));
      assert.equal(second.id, first.id);
      assert.equal(second.claims, 1);
      assert.notEqual(second.token, first.token);
    },
  },
  {
    name: "a lease that is extended holds until its new end",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(store);
      assert.equal(await store.extend(claim, 300), true);
      assert.equal((await store.nextWake(["connect"])).effectAt, 300);
      assert.deepEqual(await store.claim(claiming({ now: 299 })), []);
      assert.deepEqual(ids(await store.claim(claiming({ now: 300, leaseUntil: 400 }))), ["A/1/0"]);
      assert.equal(await store.extend(claim, 500), false);
      assert.equal((await store.nextWake(["connect"])).effectAt, 400);
    },
  },
  {
    name: "every claim and every lost lease is counted, attempts only as told",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claimAt = async (now: number) => {
        const claimed = await store.claim(claiming({ now, leaseUntil: now + 10 }));
        const { claims, lost, attempts, token } = onlyOf(claimed);
        return { claim: { id: "A/1/0", token }, counts: { claims, lost, attempts } };
      };
      const first = await claimAt(100);
      assert.deepEqual(first.counts, { claims: 0, lost: 0, attempts: 0 });
      assert.deepEqual((await claimAt(110)).counts, { claims: 1, lost: 1, attempts: 0 });
      const third = await claimAt(120);
      assert.deepEqual(third.counts, { claims: 2, lost: 2, attempts: 0 });
      await store.extend(third.claim, 140);
      const fourth = await claimAt(140);
      assert.deepEqual(fourth.counts, { claims: 3, lost: 3, attempts: 0 });
      await store.putBack(fourth.claim, { availableAt: 145, attempts: 5, error: "" });
      const fifth = await claimAt(145);
      assert.deepEqual(fifth.counts, { claims: 4, lost: 0, attempts: 5 });
      assert.deepEqual((await claimAt(155)).counts, { claims: 5, lost: 1, attempts: 5 });
    },
  },
  {
    name: "an effect that is put back waits for its time and keeps its place and its counts",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")] })]);
      assert.equal(await store.putBack(await claimOne(store), retry), true);
      assert.equal((await store.nextWake(["connect"])).effectAt, 170);
      assert.equal(await store.backlog(), 2);
      assert.deepEqual(await store.claim(claiming({ now: 169 })), []);
      const again = onlyOf(await store.claim(claiming({ now: 170 })));
      const { id, availableAt, claims, attempts, lost } = again;
      const expected = { id: "A/1/0", availableAt: 170, claims: 1, attempts: 3, lost: 0 };
      assert.deepEqual({ id, availableAt, claims, attempts, lost }, expected);
    },
  },
  {
    name: "a claim that was given back is over",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(store);
      await store.putBack(claim, retry);
      assert.equal(await store.extend(claim, 999), false);
      assert.equal(await store.putBack(claim, { ...retry, availableAt: 999 }), false);
      const late = [moving("A", 1, { settles: claim }), touching("A", 1, { requires: claim })];
      assert.deepEqual(await commitAll(store, late), ["fenced", "fenced"]);
      assert.equal((await store.nextWake(["connect"])).effectAt, 170);
    },
  },
  {
    name: "the result of a claim that is not the newest is fenced: nothing is written",
    async keep(stage) {
      const store = await stage.open();
      const timer = timerOf("A", 50);
      await store.commit([moving("A", 0, { effects: [due("A/1/0")], startTimers: [timer] })]);
      const old = await claimOne(store);
      const newest = await claimOne(store, { now: 200, leaseUntil: 300 });
      const late = [
        moving("A", 1, { settles: old, effects: [due("A/2/0")] }),
        moving("A", 1, { requires: old, cancelTimers: ["schedule"] }),
        touching("A", 1, { settles: old, firedTimer: timer }),
        touching("A", 1, { requires: old, startTimers: [timerOf("A", 60, "postponement")] }),
      ];
      assert.deepEqual(await commitAll(store, late), Array(4).fill("fenced"));
      assert.equal(await store.putBack(old, retry), false);
      assert.equal(await store.extend(old, 900), false);
      assert.equal((await recordIn(store, "A"))?.version, 1);
      assert.equal(await store.backlog(), 1);
      assert.deepEqual(await store.nextWake(["connect"]), { effectAt: 300, timerAt: 50 });
      const settled = touching("A", 1, { settles: newest });
      assert.deepEqual(await commitAll(store, [settled]), ["committed"]);
      assert.equal(await store.backlog(), 0);
    },
  },
  {
    name: "a claim on an effect that never was, or is no more, has no say",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const claim = await claimOne(store);
      await store.commit([touching("A", 1, { settles: claim })]);
      const none = { id: "A/9/9", token: 1 };
      for (const gone of [claim, none]) {
        assert.equal(await store.extend(gone, 900), false);
        assert.equal(await store.putBack(gone, retry), false);
        const late = [moving("A", 1, { settles: gone }), moving("A", 1, { requires: gone })];
        assert.deepEqual(await commitAll(store, late), ["fenced", "fenced"]);
      }
      assert.deepEqual(await store.nextWake(["connect"]), {
        effectAt: undefined,
        timerAt: undefined,
      });
    },
  },
  {
    name: "an effect that was never claimed cannot be settled",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const guesses = [0, 1, 2].map((token) => ({ id: "A/1/0", token }));
      for (const guess of guesses) {
        assert.equal(await store.extend(guess, 900), false);
        assert.equal(await store.putBack(guess, retry), false);
        assert.deepEqual(await commitAll(store, [moving("A", 1, { settles: guess })]), ["fenced"]);
      }
      assert.equal(await store.backlog(), 1);
    },
  },
];
