import assert from "node:assert/strict";

import type { Store } from "@tenure/engine";

import { claiming, ids, onlyOf } from "./claims.ts";
import { answerOf, due, moving, timerOf, whole } from "./commits.ts";
import { Feed } from "./feed.ts";
import { answerIn, commitAll } from "./look-up.ts";
import type { Promised } from "./promised.ts";

/** All that a store shows of what `whole` wrote. */
async function look(store: Store) {
  return {
    rows: await store.list({}, { limit: 9 }),
    found: await store.load([{ key: "A", idempotencyKey: "once 0" }]),
    history: await store.history("A", { after: 0, limit: 9 }),
    wake: await store.nextWake(["connect"]),
    backlog: await store.backlog(),
    pauses: (await store.pauses()).toSorted((left, right) => left.at - right.at),
    cursor: await store.readCursor("requests"),
    changes: await new Feed(store).readAll(3),
    end: await store.changesEnd(),
  };
}

/** What is there after an orderly end. */
export const restartPromises: readonly Promised[] = [
  {
    name: "everything is there after a restart",
    needs: ["reopen"],
    async keep(stage) {
      const before = await stage.open();
      const commits = [whole("A", 0), whole("B", 0), whole("A", 1)];
      await before.commit(commits);
      await before.pause({ adapter: null, at: 2, reason: "night" });
      await before.pause({ adapter: "connect", at: 1, reason: "down" });
      await before.writeCursor("requests", "7");
      const seen = await look(before);
      const store = await stage.reopen(before);
      assert.deepEqual(await look(store), seen);
      assert.deepEqual(await store.claim(claiming()), []);
      await store.resume(null);
      await store.resume("connect");
      assert.deepEqual(ids(await store.claim(claiming())), ["A/1/0", "B/1/0"]);
    },
  },
  {
    name: "one idempotency key has one answer, also after a restart",
    needs: ["reopen"],
    async keep(stage) {
      const before = await stage.open();
      await before.commit([whole("A", 0)]);
      const store = await stage.reopen(before);
      const again = moving("A", 1, { inbox: answerOf("A", "once 0", { version: 2 }) });
      assert.deepEqual(await commitAll(store, [again]), ["conflict"]);
      assert.equal((await answerIn(store, "A", "once 0"))?.version, 1);
    },
  },
  {
    name: "a reader of the changes goes on behind its cursor after a restart",
    needs: ["reopen"],
    async keep(stage) {
      const before = await stage.open();
      await before.commit([whole("A", 0), whole("B", 0), whole("A", 1)]);
      const seen = await new Feed(before).readAll(3);
      const store = await stage.reopen(before);
      await store.commit([whole("C", 0)]);
      const rest = await new Feed(store, seen[1]?.cursor).readAll(2);
      assert.deepEqual(rest[0], seen[2]);
      assert.equal(rest[1]?.entry.key, "C");
      assert.equal(rest.length, 2);
    },
  },
  {
    name: "what was held at a restart comes again, the outbox in its order",
    needs: ["reopen"],
    async keep(stage) {
      const before = await stage.open();
      const timer = timerOf("A", 50);
      await before.commit([
        moving("A", 0, { effects: [due("A/1/0"), due("A/1/1")], startTimers: [timer] }),
      ]);
      await before.claim(claiming());
      await before.claimTimers({ now: 100, leaseUntil: 200, limit: 9 });
      const store = await stage.reopen(before);
      const again = onlyOf(await store.claim(claiming({ now: 200, leaseUntil: 300 })));
      assert.equal(again.id, "A/1/0");
      assert.equal(again.claims, 1);
      assert.deepEqual(await store.claimTimers({ now: 200, leaseUntil: 300, limit: 9 }), [timer]);
      assert.equal(await store.backlog(), 2);
    },
  },
];
