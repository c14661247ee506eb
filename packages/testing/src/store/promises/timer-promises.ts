/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Store, TimerRow } from "@tenure/engine";

import { moving, timerOf, touching } from "./commits.ts";
import { commitAll } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** Claims timers due at a time, held for ten milliseconds. */
function claimAt(store: Store, now: number, limit = 99): Promise<readonly TimerRow[]> {
  return store.claimTimers({ now, leaseUntil: now + 10, limit });
}

async function nextAt(store: Store): Promise<number | undefined> {
  return (await store.nextWake([])).timerAt;
}

const timer = timerOf("A", 50);
const starting = (...startTimers: readonly TimerRow[]) => moving("A", 0, { startTimers });

/** No timer is dropped before a commit says that it fired, and none fires after it was canceled. */
export const timerPromises: readonly Promised[] = [
  {
    name: "due timers are claimed, the earliest first and no more than the limit",
    async keep(stage) {
      const store = await stage.open();
      const timers = [50, 30, 60, 40].map((at) => timerOf(`K-${at}`, at));
      await store.commit(timers.map((one) => moving(one.key, 0, { startTimers: [one] })));
      assert.equal(await nextAt(store), 30);
      assert.deepEqual(await claimAt(store, 29), []);
      assert.deepEqual(await claimAt(store, 55, 2), [timerOf("K-30", 30), timerOf("K-40", 40)]);
      assert.deepEqual(await claimAt(store, 55, 2), [timerOf("K-50", 50)]);
      assert.equal(await nextAt(store), 60);
    },
  },
  {
    name: "a timer is held until its lease ends, then it comes again, as often as nobody fires it",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([starting(timer)]);
      for (const now of [50, 60, 70, 80, 90, 100, 110, 120]) {
        assert.deepEqual(await claimAt(store, now), [timer]);
        assert.equal(await nextAt(store), now + 10);
        assert.deepEqual(await claimAt(store, now + 9), []);
      }
    },
  },
  {
    name: "a commit that names a timer as fired removes it",
    async keep(stage) {
      const store = await stage.open();
      const postponement = timerOf("A", 50, "postponement");
      await store.commit([starting(timer, postponement)]);
      await claimAt(store, 50);
      const fired = touching("A", 1, { firedTimer: timer });
      assert.deepEqual(await commitAll(store, [fired]), ["committed"]);
      assert.deepEqual(await claimAt(store, 99), [postponement]);
      await store.commit([moving("A", 1, { firedTimer: postponement })]);
      assert.equal(await nextAt(store), undefined);
      assert.deepEqual(await claimAt(store, 999), []);
    },
  },
  {
    name: "a fired timer that is gone or was never claimed is no obstacle",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([starting(timer)]);
      const batch = [
        touching("A", 1, { firedTimer: timer }),
        touching("A", 1, { firedTimer: timer }),
        moving("B", 0, { firedTimer: timerOf("B", 1) }),
      ];
      assert.deepEqual(await commitAll(store, batch), Array(3).fill("committed"));
      assert.equal(await nextAt(store), undefined);
    },
  },
  {
    name: "a timer of the same name is replaced; another name or subscription is another timer",
    async keep(stage) {
      const store = await stage.open();
      const postponement = timerOf("A", 60, "postponement");
      const other = timerOf("B", 65);
      const later = { ...timer, dueAt: 70, requestId: "PR-2" };
      await store.commit([starting(timer, postponement), moving("B", 0, { startTimers: [other] })]);
      await store.commit([moving("A", 1, { startTimers: [later] })]);
      assert.equal(await nextAt(store), 60);
      assert.deepEqual(await claimAt(store, 99), [postponement, other, later]);
    },
  },
  {
    name: "a timer that was started anew meanwhile survives the firing of the old one",
    async keep(stage) {
      const store = await stage.open();
      const later = { ...timer, dueAt: 70 };
      await store.commit([starting(later)]);
      await store.commit([touching("A", 1, { firedTimer: timer })]);
      assert.equal(await nextAt(store), 70);
      await store.commit([moving("A", 1, { firedTimer: later, startTimers: [timer] })]);
      assert.deepEqual(await claimAt(store, 99), [timer]);
    },
  },
  {
    name: "a timer that is started anew while it is held is claimed at its own time",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([starting(timer)]);
      await store.claimTimers({ now: 50, leaseUntil: 900, limit: 9 });
      const sooner = { ...timer, dueAt: 40 };
      await store.commit([moving("A", 1, { startTimers: [sooner] })]);
      assert.equal(await nextAt(store), 40);
      assert.deepEqual(await claimAt(store, 50), [sooner]);
      await store.commit([moving("A", 2, { startTimers: [sooner] })]);
      assert.deepEqual(await claimAt(store, 50), [sooner]);
    },
  },
  {
    name: "a canceled timer never fires, held or not; canceling none does nothing",
    async keep(stage) {
      const store = await stage.open();
      const postponement = timerOf("A", 60, "postponement");
      await store.commit([starting(timer, postponement)]);
      await claimAt(store, 50);
      await store.commit([moving("A", 1, { cancelTimers: ["schedule", "postponement"] })]);
      await store.commit([moving("B", 0, { cancelTimers: ["schedule"] })]);
      assert.deepEqual(await claimAt(store, 999), []);
      assert.equal(await nextAt(store), undefined);
    },
  },
  {
    name: "within a commit timers are removed before any is started",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([starting(timer)]);
      const anew = { ...timer, requestId: "PR-9" };
      const commit = moving("A", 1, {
        firedTimer: timer,
        cancelTimers: ["schedule", "postponement"],
        startTimers: [anew, timerOf("A", 60, "postponement")],
      });
      await store.commit([commit]);
      assert.deepEqual(await claimAt(store, 99), [anew, timerOf("A", 60, "postponement")]);
    },
  },
];
