/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Store } from "@tenure/engine";

import { claiming, ids, onlyOf } from "./claims.ts";
import { due, moving, timerOf, touching } from "./commits.ts";
import { commitAll } from "./look-up.ts";
import type { Promised } from "./promised.ts";

const both = ["connect", "bridge"];
const adapters = both.map((adapter) => ({ adapter, limit: 9 }));
const pauseOf = (adapter: string | null, reason = "maintenance") => ({ adapter, at: 5, reason });

async function filled(store: Store): Promise<Store> {
  await store.commit([
    moving("A", 0, { effects: [due("A/1/0", 10)] }),
    moving("B", 0, { effects: [due("B/1/0", 20)], record: { adapter: "bridge" } }),
  ]);
  return store;
}

/** The switch that keeps effects from being claimed. */
export const pausePromises: readonly Promised[] = [
  {
    name: "nothing of a paused adapter is claimed until it is resumed, others go on",
    async keep(stage) {
      const store = await filled(await stage.open());
      await store.pause(pauseOf("connect"));
      assert.deepEqual(ids(await store.claim(claiming({ adapters }))), ["B/1/0"]);
      assert.equal(await store.resume("connect"), true);
      assert.deepEqual(ids(await store.claim(claiming({ adapters }))), ["A/1/0"]);
    },
  },
  {
    name: "a pause of all keeps every adapter back, and is ended on its own",
    async keep(stage) {
      const store = await filled(await stage.open());
      await store.pause(pauseOf(null));
      await store.pause(pauseOf("bridge"));
      assert.deepEqual(await store.claim(claiming({ adapters })), []);
      assert.equal(await store.resume("connect"), false);
      assert.deepEqual(await store.claim(claiming({ adapters })), []);
      assert.equal(await store.resume(null), true);
      assert.deepEqual(ids(await store.claim(claiming({ adapters }))), ["A/1/0"]);
      assert.equal(await store.resume("bridge"), true);
      assert.deepEqual(ids(await store.claim(claiming({ adapters }))), ["B/1/0"]);
    },
  },
  {
    name: "paused adapters wake nobody, timers do",
    async keep(stage) {
      const store = await filled(await stage.open());
      await store.commit([touching("A", 1, { startTimers: [timerOf("A", 7)] })]);
      await store.pause(pauseOf("connect"));
      assert.deepEqual(await store.nextWake(both), { effectAt: 20, timerAt: 7 });
      assert.deepEqual(await store.nextWake(["connect"]), { effectAt: undefined, timerAt: 7 });
      await store.pause(pauseOf(null));
      assert.deepEqual(await store.nextWake(both), { effectAt: undefined, timerAt: 7 });
      const timers = await store.claimTimers({ now: 7, leaseUntil: 9, limit: 9 });
      assert.deepEqual(timers, [timerOf("A", 7)]);
      await store.resume(null);
      await store.resume("connect");
      assert.equal((await store.nextWake(both)).effectAt, 10);
    },
  },
  {
    name: "who held an effect when the pause began may still end it",
    async keep(stage) {
      const store = await filled(await stage.open());
      const claimed = await store.claim(claiming({ adapters }));
      const of = (key: string) => onlyOf(claimed.filter((one) => one.key === key));
      await store.pause(pauseOf(null));
      assert.equal(await store.extend(of("A"), 300), true);
      const settled = moving("A", 1, { settles: of("A"), effects: [due("A/2/0")] });
      assert.deepEqual(await commitAll(store, [settled]), ["committed"]);
      const retry = { availableAt: 100, attempts: 1, error: "" };
      assert.equal(await store.putBack(of("B"), retry), true);
      assert.deepEqual(await store.claim(claiming({ adapters })), []);
    },
  },
  {
    name: "pauses are told with their reason, the newest of each adapter",
    async keep(stage) {
      const store = await stage.open();
      assert.deepEqual(await store.pauses(), []);
      assert.equal(await store.resume("connect"), false);
      assert.equal(await store.resume(null), false);
      const hostile = `it's "down" \u{1F4A9}`;
      await store.pause(pauseOf("connect"));
      await store.pause({ adapter: "connect", at: 8, reason: hostile });
      await store.pause(pauseOf(null));
      const told = (await store.pauses()).toSorted((left, right) => right.at - left.at);
      assert.deepEqual(told, [{ adapter: "connect", at: 8, reason: hostile }, pauseOf(null)]);
      assert.equal(await store.resume("connect"), true);
      assert.equal(await store.resume("connect"), false);
      assert.deepEqual(await store.pauses(), [pauseOf(null)]);
    },
  },
];
