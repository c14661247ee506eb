/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Commit } from "@tenure/engine";
import * as fc from "fast-check";

import { claimOne, claiming, onlyOf } from "./claims.ts";
import { answerOf, due, moving, timerOf, touching } from "./commits.ts";
import { answerIn, commitAll, commitEach, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** So many commits that create a subscription each. */
function others(count: number, name: string): readonly Commit[] {
  return Array.from({ length: count }, (_, index) => moving(`${name}-${index}`, 0));
}

/** What a commit promises: all or nothing, on the version it was decided on, in the batch's order. */
export const commitPromises: readonly Promised[] = [
  {
    name: "a commit writes record, history, effects, timers and answer together",
    async keep(stage) {
      const store = await stage.open();
      const timer = timerOf("A", 9);
      const inbox = answerOf("A", "once");
      const commit = moving("A", 0, { effects: [due("A/1/0", 7)], startTimers: [timer], inbox });
      assert.deepEqual(await store.commit([commit]), [{ type: "committed" }]);
      assert.deepEqual(await recordIn(store, "A"), commit.change.record);
      assert.deepEqual(await store.history("A", { after: 0, limit: 9 }), [commit.change.entry]);
      assert.deepEqual(await answerIn(store, "A", "once"), inbox);
      assert.deepEqual(await store.nextWake(["connect"]), { effectAt: 7, timerAt: 9 });
      assert.equal(await store.backlog(), 1);
    },
  },
  {
    name: "a commit replaces the record and adds to the history",
    async keep(stage) {
      const store = await stage.open();
      const first = moving("A", 0);
      const second = moving("A", 1, {
        record: {
          adapter: "bridge",
          status: "suspended",
          requestState: "pending",
          requestId: "PR-2",
          requestType: "resume",
          awaited: "vendor",
          stateSince: 77,
        },
      });
      assert.deepEqual(await commitEach(store, [first, second]), ["committed", "committed"]);
      assert.deepEqual(await recordIn(store, "A"), second.change.record);
      assert.deepEqual(await store.history("A", { after: 0, limit: 9 }), [
        first.change.entry,
        second.change.entry,
      ]);
    },
  },
  {
    name: "an entry that does not follow the newest one by its hash is a conflict",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0)]);
      const { change, ...rest } = moving("A", 1);
      const other = {
        ...rest,
        change: { ...change, entry: { ...change.entry, previousHash: "x" } },
      };
      assert.deepEqual(await commitAll(store, [other, moving("A", 1)]), ["conflict", "committed"]);
      assert.equal((await store.history("A", { after: 0, limit: 9 })).length, 2);
    },
  },
  {
    name: "a commit without a change leaves record and history as they are",
    async keep(stage) {
      const store = await stage.open();
      const commit = moving("A", 0);
      await store.commit([commit]);
      const touch = touching("A", 1, { startTimers: [timerOf("A", 5)] });
      assert.deepEqual(await commitAll(store, [touch]), ["committed"]);
      assert.deepEqual(await recordIn(store, "A"), commit.change.record);
      assert.deepEqual(await store.history("A", { after: 0, limit: 9 }), [commit.change.entry]);
    },
  },
  {
    name: "a commit on a version that is not the newest writes nothing and says conflict",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0)]);
      const before = await recordIn(store, "A");
      const late = [
        moving("A", 0, { effects: [due("A/x/0")], startTimers: [timerOf("A", 5)] }),
        touching("A", 0, { inbox: answerOf("A", "once") }),
        moving("A", 7),
        moving("B", 1),
      ];
      assert.deepEqual(await commitAll(store, late), Array(4).fill("conflict"));
      assert.deepEqual(await recordIn(store, "A"), before);
      assert.equal(await recordIn(store, "B"), undefined);
      assert.deepEqual(await store.history("A", { after: 1, limit: 9 }), []);
      assert.equal(await answerIn(store, "A", "once"), undefined);
      assert.deepEqual(await store.nextWake(["connect"]), {
        effectAt: undefined,
        timerAt: undefined,
      });
      assert.equal(await store.backlog(), 0);
    },
  },
  {
    name: "a second creation never resets a subscription",
    async keep(stage) {
      const store = await stage.open();
      const created = moving("A", 0, { record: { status: "suspended" } });
      await store.commit([created]);
      const again = moving("A", 0, { record: { status: "processing" } });
      assert.deepEqual(await commitAll(store, [again]), ["conflict"]);
      assert.deepEqual(await recordIn(store, "A"), created.change.record);
    },
  },
  {
    name: "a conflict in a batch leaves the others alone, and later ones see earlier ones",
    async keep(stage) {
      const store = await stage.open();
      const batch = [moving("A", 0), moving("A", 0), moving("B", 0), moving("A", 1)];
      const types = ["committed", "conflict", "committed", "committed"];
      assert.deepEqual(await commitAll(store, batch), types);
      assert.equal((await recordIn(store, "A"))?.version, 2);
      assert.equal((await recordIn(store, "B"))?.version, 1);
    },
  },
  {
    name: "a fenced commit in a batch leaves the others alone, and a claim settles once",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const settles = await claimOne(store);
      const batch = [
        moving("B", 0),
        touching("A", 1, { settles }),
        moving("A", 1, { settles, effects: [due("A/2/0")], startTimers: [timerOf("A", 5)] }),
        moving("C", 0),
      ];
      const types = ["committed", "committed", "fenced", "committed"];
      assert.deepEqual(await commitAll(store, batch), types);
      assert.equal((await recordIn(store, "A"))?.version, 1);
      assert.equal(await store.backlog(), 0);
      assert.equal((await store.nextWake(["connect"])).timerAt, undefined);
    },
  },
  {
    name: "a large batch is answered commit by commit, in its order",
    async keep(stage) {
      const store = await stage.open();
      const batch = Array.from({ length: 300 }, (_, index) => moving(`K-${index % 200}`, 0));
      const types = batch.map((_, index) => (index < 200 ? "committed" : "conflict"));
      assert.deepEqual(await commitAll(store, batch), types);
      assert.equal(await store.count({}), 200);
    },
  },
  {
    name: "an empty batch is answered with nothing",
    async keep(stage) {
      const store = await stage.open();
      assert.deepEqual(await store.commit([]), []);
      assert.deepEqual(await store.load([]), []);
    },
  },
  {
    name: "a commit that fails takes nothing of its batch along, and the store goes on",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0, { effects: [due("A/1/0")] })]);
      const poison = moving("B", 0, { effects: [due("A/1/0")], inbox: answerOf("B", "once") });
      const innocent = moving("C", 0, {
        effects: [due("C/1/0")],
        startTimers: [timerOf("C", 5)],
        inbox: answerOf("C", "once"),
      });
      await assert.rejects(store.commit([innocent, poison]), { name: "TenureError" });
      assert.equal(await recordIn(store, "B"), undefined);
      assert.equal(await recordIn(store, "C"), undefined);
      assert.deepEqual(await store.history("C", { after: 0, limit: 9 }), []);
      assert.equal(await answerIn(store, "C", "once"), undefined);
      assert.equal((await store.nextWake([])).timerAt, undefined);
      assert.equal(await store.backlog(), 1);
      assert.deepEqual(await commitAll(store, [innocent]), ["committed"]);
      assert.equal(await store.backlog(), 2);
    },
  },
  {
    name: "wherever in a batch one fails, all that was there before is there unchanged",
    async keep(stage) {
      const cases = fc.record({ before: fc.nat(3), after: fc.nat(3), replaces: fc.boolean() });
      await stage.property(
        cases,
        async (store, { before, after, replaces }) => {
          const timer = timerOf("A", 50);
          await store.commit([
            moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")], startTimers: [timer] }),
          ]);
          const settles = await claimOne(store);
          const record = await recordIn(store, "A");
          const settling = moving("A", 1, { settles, cancelTimers: ["schedule"] });
          const first = replaces ? [settling] : [];
          const poison = moving("P", 0, { record: { version: 2 } });
          const batch = [...first, ...others(before, "B"), poison, ...others(after, "C")];
          await assert.rejects(store.commit(batch), { code: "store_failed" });
          assert.equal(await store.count({}), 1);
          assert.deepEqual(await recordIn(store, "A"), record);
          assert.equal(await store.backlog(), 2);
          assert.deepEqual(await store.nextWake(["connect"]), { effectAt: 200, timerAt: 50 });
          assert.deepEqual(await commitAll(store, [settling]), ["committed"]);
          assert.equal(onlyOf(await store.claim(claiming())).id, "A/1/1");
        },
        0.4,
      );
    },
  },
  {
    name: "a change that skips a version is refused as the caller's defect",
    async keep(stage) {
      const store = await stage.open();
      const skipping = [
        moving("A", 0, { record: { version: 2 } }),
        moving("A", 0, { entry: { version: 2 } }),
        touching("A", 0, { effects: [due("A/1/0")] }),
      ];
      for (const commit of skipping) {
        await assert.rejects(store.commit([commit]), { code: "store_failed" });
      }
      assert.equal(await recordIn(store, "A"), undefined);
      assert.equal(await store.backlog(), 0);
    },
  },
];
