/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import { moving, recordOf } from "./commits.ts";
import { commitEach } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** What lookups, histories and cursors tell. */
export const readingPromises: readonly Promised[] = [
  {
    name: "an empty store tells that there is nothing",
    async keep(stage) {
      const store = await stage.open();
      assert.deepEqual(await store.load([{ key: "A", idempotencyKey: "once" }]), [{}]);
      assert.deepEqual(await store.list({}, { limit: 9 }), { rows: [] });
      assert.equal(await store.count({}), 0);
      assert.deepEqual(await store.history("A", { after: 0, limit: 9 }), []);
      assert.deepEqual(await store.changes(undefined, 9), []);
      assert.equal(await store.changesEnd(), undefined);
      const never = { effectAt: undefined, timerAt: undefined };
      assert.deepEqual(await store.nextWake(["connect"]), never);
      assert.deepEqual(await store.outstanding("A"), { effects: [], timers: [] });
      assert.equal(await store.backlog(), 0);
      assert.equal(await store.readCursor("requests"), undefined);
    },
  },
  {
    name: "a batch of lookups is answered in its order, repeats and unknown keys included",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0), moving("B", 0)]);
      const keys = ["B", "none", "A", "B", "B", "none", "A"];
      const found = await store.load(keys.map((key) => ({ key })));
      const expected = keys.map((key) => (key === "none" ? {} : { record: recordOf(key, 1) }));
      assert.deepEqual(found, expected);
    },
  },
  {
    name: "a batch of hundreds of lookups is answered",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("K-7", 0), moving("K-501", 0)]);
      const lookups = Array.from({ length: 600 }, (_, index) => ({ key: `K-${index}` }));
      const found = await store.load(lookups);
      assert.equal(found.length, 600);
      assert.deepEqual(
        found.flatMap(({ record }) => (record ? [record.key] : [])),
        ["K-7", "K-501"],
      );
      assert.equal(found[501]?.record?.key, "K-501");
    },
  },
  {
    name: "a history is read from after a version, oldest first, as it was written",
    async keep(stage) {
      const store = await stage.open();
      const commits = [0, 1, 2, 3].map((version) => moving("A", version));
      await commitEach(store, [...commits, moving("B", 0)]);
      const entries = commits.map(({ change }) => change.entry);
      assert.deepEqual(await store.history("A", { after: 0, limit: 99 }), entries);
      assert.deepEqual(await store.history("A", { after: 1, limit: 2 }), entries.slice(1, 3));
      assert.deepEqual(await store.history("A", { after: 4, limit: 2 }), []);
      assert.deepEqual(await store.history("none", { after: 0, limit: 2 }), []);
    },
  },
  {
    name: "a cursor keeps what was written last, under its name",
    async keep(stage) {
      const store = await stage.open();
      await store.writeCursor("requests", "1");
      await store.writeCursor("requests", "2");
      await store.writeCursor("tiers", "");
      assert.equal(await store.readCursor("requests"), "2");
      assert.equal(await store.readCursor("tiers"), "");
      assert.equal(await store.readCursor("other"), undefined);
    },
  },
  {
    name: "a store that was closed says so, whatever is asked of it",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([moving("A", 0)]);
      await store.close();
      const claim = { id: "A/1/0", token: 1 };
      const verbs: readonly (() => Promise<unknown>)[] = [
        () => store.load([{ key: "A" }]),
        () => store.commit([moving("A", 1)]),
        () =>
          store.claim({
            now: 0,
            leaseUntil: 1,
            owner: "me",
            adapters: [{ adapter: "connect", limit: 1 }],
          }),
        () => store.extend(claim, 1),
        () => store.putBack(claim, { availableAt: 0, attempts: 0, error: "" }),
        () => store.claimTimers({ now: 0, leaseUntil: 1, limit: 1 }),
        () => store.nextWake(["connect"]),
        () => store.history("A", { after: 0, limit: 1 }),
        () => store.list({}, { limit: 1 }),
        () => store.count({}),
        () => store.changes(undefined, 1),
        () => store.changesEnd(),
        () => store.outstanding("A"),
        () => store.backlog(),
        () => store.pause({ adapter: null, at: 0, reason: "" }),
        () => store.resume(null),
        () => store.pauses(),
        () => store.forgetAnswers(0, 1),
        () => store.readCursor("requests"),
        () => store.writeCursor("requests", "1"),
      ];
      for (const verb of verbs) {
        await assert.rejects(verb, { code: "store_closed" }, String(verb));
      }
    },
  },
];
