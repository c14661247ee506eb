import { DatabaseSync } from "node:sqlite";

import { genesisHash, verifyHistory } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { claiming } from "./commits.ts";
import { freshFile } from "./folder.ts";
import { restore } from "./releases/restore.ts";

/** Rows as the old release left them. */
function rowsOf(file: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare(sql).all();
  database.close();
  return rows;
}

function countOf(file: string, table: string): number {
  return Number(rowsOf(file, `SELECT count(*) AS count FROM ${table}`)[0]?.["count"]);
}

test("a store of schema 1 is there wholly after it was opened with this release", async () => {
  const file = freshFile();
  restore(1, file);
  const before = {
    subscription: rowsOf(file, "SELECT * FROM subscription ORDER BY key"),
    outbox: rowsOf(file, "SELECT * FROM outbox ORDER BY seq"),
    timer: rowsOf(file, "SELECT * FROM timer"),
    inbox: rowsOf(file, "SELECT * FROM inbox"),
    cursor: rowsOf(file, "SELECT * FROM cursor"),
    history: countOf(file, "history"),
  };
  expect(before.outbox.filter(({ owner }) => owner !== null).length).toBeGreaterThan(1);
  expect(before.timer).not.toHaveLength(0);
  expect(before.inbox).not.toHaveLength(0);
  const store = sqliteStore({ file });
  await store.open();
  onTestFinished(() => store.close());

  const { rows } = await store.list({ tenant: "default" }, { limit: 100 });
  expect(rows.map(({ key }) => key)).toEqual(before.subscription.map(({ key }) => key));
  for (const [index, record] of rows.entries()) {
    const { snapshot, hash, version, updated_at: updatedAt } = before.subscription[index] ?? {};
    expect(record).toMatchObject({ hash, version, updatedAt, tenant: "default" });
    expect(record.snapshot).toEqual(JSON.parse(String(snapshot)));
    const history = await store.history(record.key, { after: 0, limit: 1000 });
    expect(history).toHaveLength(record.version);
    expect(verifyHistory(history)).toBeUndefined();
    expect(history.at(-1)?.hash ?? genesisHash).toBe(record.hash);
    const moved = history.findLast(({ verdict }) => verdict.type === "moved");
    expect(record.stateSince).toBe(moved?.at);
  }
  expect(await store.changes(undefined, 1000)).toHaveLength(before.history);
  expect(await store.backlog()).toBe(before.outbox.length);
  for (const { key, idempotency_key: idempotencyKey, ...row } of before.inbox) {
    const [found] = await store.load([
      { key: String(key), idempotencyKey: String(idempotencyKey) },
    ]);
    expect(found?.inbox).toMatchObject({ eventHash: row["event_hash"], at: row["at"] });
  }
  for (const { name, value } of before.cursor) {
    expect(await store.readCursor(String(name))).toBe(value);
  }
});

test("work goes on in a store of schema 1: its leases are over, and its effects and timers come", async () => {
  const file = freshFile();
  restore(1, file);
  const outbox = rowsOf(file, "SELECT * FROM outbox WHERE head = 1 ORDER BY available_at, seq");
  const timers = rowsOf(file, "SELECT * FROM timer ORDER BY due_at");
  const now = Math.max(
    ...[...outbox, ...timers].map((row) => Number(row["available_at"] ?? row["due_at"])),
  );
  const store = sqliteStore({ file });
  await store.open();
  onTestFinished(() => store.close());

  const claim = { ...claiming, now, leaseUntil: now + 1 };
  const claimed = await store.claim({ ...claim, adapters: [{ adapter: "connect", limit: 99 }] });
  expect(claimed).toEqual(
    outbox.map((row) => ({
      id: row["id"],
      key: row["key"],
      tenant: "default",
      adapter: "connect",
      effect: JSON.parse(String(row["effect"])),
      availableAt: row["available_at"],
      claims: row["claims"],
      lost: row["owner"] === null ? 0 : 1,
      attempts: row["attempts"],
      token: Number(row["claims"]) + 1,
    })),
  );
  const due = await store.claimTimers({ now, leaseUntil: now + 1, limit: 9 });
  expect(due.map(({ key, dueAt }) => [key, dueAt])).toEqual(
    timers.map((row) => [row["key"], row["due_at"]]),
  );
  for (const settles of claimed) {
    const [found] = await store.load([{ key: settles.key }]);
    const commit = {
      key: settles.key,
      expectedVersion: found?.record?.version ?? 0,
      settles,
      effects: [],
      startTimers: [],
      cancelTimers: [],
    };
    expect(await store.commit([commit])).toEqual([{ type: "committed" }]);
  }
  expect(await store.backlog()).toBe(countOf(file, "outbox"));
});

test("a key with a colon belongs to the tenant it names, also when an older release wrote it", async () => {
  const file = freshFile();
  restore(1, file);
  const database = new DatabaseSync(file);
  database.exec("UPDATE subscription SET key = 'acme:' || key WHERE rowid = 1");
  database.close();
  const store = sqliteStore({ file });
  await store.open();
  onTestFinished(() => store.close());
  expect(await store.count({ tenant: "acme" })).toBe(1);
  expect(await store.count({ tenant: "default" })).toBe((await store.count({})) - 1);
});

test("a history is as protected in a store brought up to date as in a new one", async () => {
  const file = freshFile();
  restore(1, file);
  const store = sqliteStore({ file });
  await store.open();
  await store.close();
  const fresh = freshFile();
  const other = sqliteStore({ file: fresh });
  await other.open();
  await other.close();
  const schema = "SELECT type, name, tbl_name FROM sqlite_schema ORDER BY type, name";
  expect(rowsOf(file, schema)).toEqual(rowsOf(fresh, schema));
});
