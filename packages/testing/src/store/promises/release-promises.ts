/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import {
  verifyHistory,
  type HistoryEntry,
  type Store,
  type SubscriptionRecord,
} from "@tenure/engine";

import { claiming } from "./claims.ts";
import { due, entryOf, timerOf, touching } from "./commits.ts";
import { assertShows, Feed } from "./feed.ts";
import { commitAll, recordIn } from "./look-up.ts";
import type { Promised } from "./promised.ts";
import type { Stage } from "./stage.ts";

async function recordsOf(store: Store): Promise<readonly SubscriptionRecord[]> {
  const records: SubscriptionRecord[] = [];
  let after: string | undefined;
  do {
    const page = await store.list({}, after === undefined ? { limit: 50 } : { after, limit: 50 });
    records.push(...page.rows);
    assert.equal(new Set(records.map(({ key }) => key)).size, records.length, "no row comes twice");
    after = page.next;
  } while (after !== undefined);
  return records;
}

/** Every entry of the subscriptions; each history is whole and leads to its record. */
async function assertVerified(
  store: Store,
  records: readonly SubscriptionRecord[],
): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (const { key, version, hash } of records) {
    const history = await store.history(key, { after: 0, limit: version + 1 });
    assert.equal(verifyHistory(history), undefined, `the history of ${key}`);
    assert.equal(history.length, version, `the length of the history of ${key}`);
    assert.equal(history.at(-1)?.hash, hash, `the newest hash of ${key}`);
    entries.push(...history);
  }
  return entries;
}

async function onEach(
  stage: Stage,
  look: (store: Store, first: SubscriptionRecord) => Promise<void>,
) {
  assert.ok(stage.releases.length > 0, "there is a release to try");
  for (const release of stage.releases) {
    const store = await stage.restore(release);
    const [first] = await recordsOf(store);
    assert.ok(first !== undefined, `schema ${release.schema} holds a subscription`);
    await look(store, first);
  }
}

/** What holds for a store that an earlier release left. */
export const releasePromises: readonly Promised[] = [
  {
    name: "everything an earlier release wrote can be read, and its histories verify",
    needs: ["releases"],
    async keep(stage) {
      await onEach(stage, async (store) => {
        const records = await recordsOf(store);
        assert.equal(await store.count({}), records.length);
        const found = await store.load(records.map(({ key }) => ({ key })));
        assert.deepEqual(
          found.map(({ record }) => record),
          records,
        );
        for (const { key, tenant, createdAt, stateSince } of records) {
          assert.notEqual(tenant, "", `the tenant of ${key}`);
          assert.ok(stateSince >= createdAt, `since when ${key} is what it is`);
        }
        const entries = await assertVerified(store, records);
        assertShows(await new Feed(store).readAll(entries.length), entries);
        assert.ok((await store.changesEnd()) !== undefined);
      });
    },
  },
  {
    name: "on a store of an earlier release the outbox and the timers go on",
    needs: ["releases"],
    async keep(stage) {
      await onEach(stage, async (store, first) => {
        const adapters = [...new Set((await recordsOf(store)).map(({ adapter }) => adapter))];
        const backlog = await store.backlog();
        const late = 8_000_000_000_000_000;
        const request = claiming({
          now: late,
          leaseUntil: late + 1,
          adapters: adapters.map((adapter) => ({ adapter, limit: 999 })),
        });
        let settled = 0;
        for (let claimed = await store.claim(request); claimed.length > 0;) {
          for (const { key, id, token, tenant } of claimed) {
            assert.notEqual(tenant, "", `the tenant of ${id}`);
            const version = (await recordIn(store, key))?.version ?? 0;
            const done = touching(key, version, { settles: { id, token } });
            assert.deepEqual(await commitAll(store, [done]), ["committed"]);
            settled += 1;
            assert.ok(settled <= backlog, "no effect comes twice");
          }
          claimed = await store.claim(request);
        }
        assert.equal(settled, backlog);
        const timers = await store.claimTimers({ now: late, leaseUntil: late + 1, limit: 999 });
        for (const timer of timers) {
          const version = (await recordIn(store, timer.key))?.version ?? 0;
          await store.commit([touching(timer.key, version, { firedTimer: timer })]);
        }
        assert.equal((await store.nextWake(adapters)).timerAt, undefined);
        assert.ok((await recordIn(store, first.key)) !== undefined);
      });
    },
  },
  {
    name: "on a store of an earlier release commits go on where it ended",
    needs: ["releases"],
    async keep(stage) {
      await onEach(stage, async (store, first) => {
        await store.commit([]);
        const end = await store.changesEnd();
        const version = first.version + 1;
        const record = { ...first, version, hash: "new" };
        const entry = entryOf(first.key, version, { previousHash: first.hash, hash: "new" });
        const id = `${first.key}/${version}/new`;
        const commit = touching(first.key, first.version, {
          change: { record, entry },
          effects: [due(id)],
          startTimers: [timerOf(first.key, 1, "postponement")],
        });
        const backlog = await store.backlog();
        assert.deepEqual(await commitAll(store, [commit, commit]), ["committed", "conflict"]);
        assert.deepEqual(await recordIn(store, first.key), record);
        assert.equal(await store.backlog(), backlog + 1);
        const behind = await new Feed(store, end).readAll(1);
        assert.deepEqual(
          behind.map((change) => change.entry),
          [entry],
        );
      });
    },
  },
];
