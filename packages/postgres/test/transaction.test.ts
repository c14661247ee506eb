import { Pool } from "pg";
import { beforeAll, expect, onTestFinished, test } from "vitest";

import { changesIn, claimAt, due, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";

const database = testDatabase();

beforeAll(async () => {
  const pool = new Pool({ connectionString: database.connectionString });
  await pool.query("CREATE TABLE contract (subscription text PRIMARY KEY)");
  await pool.end();
});

test("what an application commits in its transaction is there when that commits, and not before", async () => {
  const store = await database.store();
  const client = await database.client();
  await client.query("BEGIN");
  await client.query("INSERT INTO contract VALUES ('T-1')");
  const inside = store.within(client);
  const commit = moving("T-1", 0, { effects: [due("T-1/1/0")] });
  expect(await inside.commit([commit])).toEqual([{ type: "committed" }]);
  expect(await versionIn(inside, "T-1")).toBe(1);
  expect(await versionIn(store, "T-1")).toBe(0);
  expect(await claimAt(store, 10)).toEqual([]);
  await client.query("COMMIT");
  expect(await versionIn(store, "T-1")).toBe(1);
  expect((await claimAt(store, 10)).map(({ id }) => id)).toEqual(["T-1/1/0"]);
  const { rows } = await client.query("SELECT * FROM contract WHERE subscription = 'T-1'");
  expect(rows).toHaveLength(1);
});

test("what an application takes back takes ours back", async () => {
  const store = await database.store();
  const client = await database.client();
  await client.query("BEGIN");
  await client.query("INSERT INTO contract VALUES ('T-2')");
  await store.within(client).commit([moving("T-2", 0, { effects: [due("T-2/1/0")] })]);
  await client.query("ROLLBACK");
  expect(await versionIn(store, "T-2")).toBe(0);
  expect((await changesIn(store)).some(({ key }) => key === "T-2")).toBe(false);
  expect(await store.commit([moving("T-2", 0)])).toEqual([{ type: "committed" }]);
});

test("a subscription that an open transaction holds is busy at once, and holds nobody else up", async () => {
  const store = await database.store({ statementTimeoutMilliseconds: 60_000 });
  await store.commit([moving("T-3", 0), moving("T-4", 0)]);
  const client = await database.client();
  await client.query("BEGIN");
  await store.within(client).commit([moving("T-3", 1), moving("T-5", 0)]);
  const batch = [moving("T-3", 1), moving("T-4", 1), moving("T-5", 0)];
  expect(await store.commit(batch)).toEqual([
    { type: "busy" },
    { type: "committed" },
    { type: "busy" },
  ]);
  await client.query("COMMIT");
  expect(await store.commit([moving("T-3", 1), moving("T-5", 0)])).toEqual([
    { type: "conflict" },
    { type: "conflict" },
  ]);
});

test("a result other than committed leaves the application's transaction as it was", async () => {
  const store = await database.store();
  await store.commit([moving("T-6", 0)]);
  const client = await database.client();
  await client.query("BEGIN");
  await client.query("INSERT INTO contract VALUES ('T-6')");
  expect(await store.within(client).commit([moving("T-6", 0)])).toEqual([{ type: "conflict" }]);
  await client.query("COMMIT");
  const { rows } = await client.query("SELECT * FROM contract WHERE subscription = 'T-6'");
  expect(rows).toHaveLength(1);
});

test("an effect that an application's transaction adds comes after those that wait already", async () => {
  const store = await database.store();
  await store.commit([moving("T-7", 0, { effects: [due("T-7/1/0")] })]);
  const client = await database.client();
  await client.query("BEGIN");
  await store.within(client).commit([moving("T-7", 1, { effects: [due("T-7/2/0")] })]);
  const [held] = await claimAt(store, 10);
  expect(held?.id).toBe("T-7/1/0");
  const settles = { id: "T-7/1/0", token: held?.token ?? 0 };
  expect(await store.commit([moving("T-7", 1, { settles })])).toEqual([{ type: "busy" }]);
  await client.query("COMMIT");
  expect(await store.commit([moving("T-7", 2, { settles })])).toEqual([{ type: "committed" }]);
  expect((await claimAt(store, 10)).map(({ id }) => id)).toEqual(["T-7/2/0"]);
});

test("a transaction that must not see what others did meanwhile is told to try again", async () => {
  const store = await database.store();
  await store.commit([moving("T-9", 0)]);
  const client = await database.client();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  const inside = store.within(client);
  expect(await versionIn(inside, "T-9")).toBe(1);
  await store.commit([moving("T-9", 1)]);
  await expect(inside.commit([moving("T-9", 1)])).rejects.toMatchObject({ code: "store_busy" });
  await client.query("ROLLBACK");
  expect(await versionIn(store, "T-9")).toBe(2);
});

test("what is no client, or has no transaction open, is refused and writes nothing", async () => {
  const store = await database.store();
  const pool = new Pool({ connectionString: database.connectionString });
  onTestFinished(() => pool.end());
  expect(() => store.within(pool as never)).toThrow("not a pool");
  expect(() => store.within({} as never)).toThrow("pg client");
  const client = await database.client();
  await expect(store.within(client).commit([moving("T-8", 0)])).rejects.toMatchObject({
    code: "store_unsupported",
  });
  expect(await versionIn(store, "T-8")).toBe(0);
});
