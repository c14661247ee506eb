import type { ListFilter } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { Client } from "pg";
import { beforeAll, expect, test } from "vitest";

import { listStatement } from "../src/list-query.ts";
import { claimAt, due, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";
import { runSql } from "./subject.ts";

const database = testDatabase();
const rows = 5000;

/** Fills the tables as a store leaves them, with statistics as they are before anybody took any. */
const fill = `
  INSERT INTO tenure.subscription
  SELECT 'K-' || n, 'tenant-' || n % 3, 'connect', 1, CASE WHEN n % 10 = 0 THEN 'suspended' ELSE 'active' END,
    CASE WHEN n % 100 = 0 THEN 'stuck' ELSE 'none' END, NULL, NULL,
    CASE WHEN n % 100 = 0 THEN 'operator' ELSE 'nobody' END, 'hash of K-' || n || ' 1', 1, 1, 1, '{}'
  FROM generate_series(1, ${rows}) AS n;
  INSERT INTO tenure.history (key, version, at, drift, previous_hash, hash, event, verdict, effects, tx)
  SELECT 'K-' || n, 1, 1, false, 'h', 'h', '{}', '{}', '[]', n FROM generate_series(1, ${rows}) AS n;
  INSERT INTO tenure.outbox (id, key, tenant, adapter, head, available_at, ready_at, claims, effect)
  SELECT 'K-' || n || '/1/' || e, 'K-' || n, 'tenant-' || n % 3, 'connect', e = 0, n, n, 0, '{}'
  FROM generate_series(1, ${rows}) AS n, generate_series(0, 1) AS e;
  INSERT INTO tenure.timer (key, timer, request_id, due_at, ready_at)
  SELECT 'K-' || n, 'schedule', 'PR-1', n, n FROM generate_series(1, ${rows}) AS n;
  INSERT INTO tenure.inbox
  SELECT 'K-' || n, 'once', 'h', 1, n, '{}' FROM generate_series(1, ${rows}) AS n;`;

interface Reads {
  readonly scans: number;
  readonly tuples: number;
}

/** Whole tables that were read, and rows that were read by an index, since the database was made. */
async function reads(): Promise<Reads> {
  // A server process tells of what it read when it ends.
  const others = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'tenure'`;
  while ((await runSql(database.connectionString, others)).length > 0);
  const [row = {}] = await runSql(
    database.connectionString,
    `SELECT (SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE relname NOT IN ('numbering', 'schema_version')) AS scans,
       (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes) AS tuples`,
  );
  return { scans: Number(row["scans"]), tuples: Number(row["tuples"]) };
}

beforeAll(async () => {
  const store = postgresStore({ connectionString: database.connectionString, listen: false });
  await store.open();
  await store.close();
  await runSql(database.connectionString, fill);
});

const verbs: readonly [
  string,
  (store: Awaited<ReturnType<typeof database.store>>) => Promise<unknown>,
][] = [
  ["a look-up", (store) => store.load([{ key: "K-7", idempotencyKey: "once" }, { key: "none" }])],
  ["a commit", (store) => store.commit([moving("K-7", 1, { effects: [due("K-7/2/0")] })])],
  ["a commit of a new subscription", (store) => store.commit([moving("new", 0)])],
  [
    "a claim, and the commit that settles it",
    async (store) => {
      const [held] = await store.claim({
        now: rows,
        leaseUntil: rows + 100,
        owner: "tester",
        adapters: [{ adapter: "connect", limit: 1 }],
      });
      const { key = "", id = "", token = 0 } = held ?? {};
      expect(
        await store.commit([moving(key, await versionIn(store, key), { settles: { id, token } })]),
      ).toEqual([{ type: "committed" }]);
    },
  ],
  ["a claim of what is not due", (store) => claimAt(store, -1)],
  ["the next wake", (store) => store.nextWake(["connect", "nobody"])],
  [
    "a claim of timers",
    (store) => store.claimTimers({ now: rows, leaseUntil: rows + 9, limit: 2 }),
  ],
  ["a history", (store) => store.history("K-9", { after: 0, limit: 5 })],
  ["changes", (store) => store.changes("100.1", 5)],
  ["the end of changes", (store) => store.changesEnd()],
  ["the answers that are old", (store) => store.forgetAnswers(rows, 3)],
];

test.each(verbs)("%s reads no table from end to end, and few rows", async (_name, verb) => {
  const before = await reads();
  const store = await database.store();
  // More often than the server makes a plan for the values at hand.
  for (let time = 0; time < 3; time += 1) {
    // A commit that was made before is a conflict, which is looked up all the same.
    await verb(store);
  }
  await store.close();
  const after = await reads();
  expect(after.scans - before.scans).toBe(0);
  expect(after.tuples - before.tuples).toBeLessThan(300);
});

test.each<[ListFilter, string]>([
  [{}, "subscription_pkey"],
  [{ status: ["active"] }, "subscription_by_status"],
  [{ status: ["active", "suspended"], adapter: "connect" }, "subscription_by_status"],
  [{ status: ["active"], requestState: ["stuck"] }, "subscription_by_request_state"],
  [{ awaited: ["operator"], tenant: "tenant-1" }, "subscription_by_awaited"],
  [{ requestType: ["purchase"] }, "subscription_by_request_type"],
])("a page of subscriptions %o walks an index in the order of keys", async (filter, index) => {
  const { text, values } = listStatement('"tenure"', filter, { after: "K", limit: 10 });
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  await client.query("ANALYZE");
  const { rows: plan } = await client.query(`EXPLAIN ${text}`, [...values]);
  await client.end();
  const steps = plan.map((row) => String(Object.values(row as object)[0])).join("\n");
  expect(steps).toContain(index);
  expect(steps).not.toContain("Seq Scan");
  expect(steps).not.toContain("Bitmap");
});
