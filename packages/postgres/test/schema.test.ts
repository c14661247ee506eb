import { postgresStore } from "@tenure/postgres";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";

import { migrations } from "../src/schema/migrations.ts";
import { changesIn, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";

const database = testDatabase();

function storeOn(connectionString: string, schema = "tenure") {
  const store = postgresStore({ connectionString, schema, clock: "given", listen: false });
  onTestFinished(() => store.close());
  return store;
}

async function clientOn(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** What is in a schema, by kind and name. */
async function contents(client: Client, schema: string): Promise<unknown> {
  const { rows } = await client.query(
    `SELECT c.relkind, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 ORDER BY 2`,
    [schema],
  );
  return rows;
}

test("processes that open an empty database at once all find one schema", async () => {
  const connectionString = await database.server.createDatabase();
  const stores = Array.from({ length: 5 }, () => storeOn(connectionString));
  await Promise.all(stores.map((store) => store.open()));
  await stores[0]?.commit([moving("A", 0)]);
  for (const store of stores) expect(await versionIn(store, "A")).toBe(1);
  const client = await clientOn(connectionString);
  const { rows } = await client.query("SELECT version FROM tenure.schema_version ORDER BY version");
  expect(rows).toEqual(migrations.map((_, index) => ({ version: index + 1 })));
});

test("an empty schema that was made ready is taken", async () => {
  const connectionString = await database.server.createDatabase();
  const client = await clientOn(connectionString);
  await client.query("CREATE SCHEMA given");
  const store = storeOn(connectionString, "given");
  await store.open();
  expect(await store.backlog()).toBe(0);
});

test("another application's schema is told as such and left untouched", async () => {
  const connectionString = await database.server.createDatabase();
  const client = await clientOn(connectionString);
  await client.query("CREATE SCHEMA tenure; CREATE TABLE tenure.schema_version (version integer)");
  const before = await contents(client, "tenure");
  await expect(storeOn(connectionString).open()).rejects.toMatchObject({
    code: "store_foreign",
    consequence: "Terminal",
  });
  expect(await contents(client, "tenure")).toEqual(before);
});

test("a schema of a newer release is told as such and left untouched", async () => {
  const connectionString = await database.server.createDatabase();
  const store = storeOn(connectionString);
  await store.open();
  await store.close();
  const client = await clientOn(connectionString);
  const newer = migrations.length + 1;
  await client.query(`INSERT INTO tenure.schema_version (version) VALUES (${newer})`);
  const before = await contents(client, "tenure");
  await expect(store.open()).rejects.toMatchObject({ code: "store_newer" });
  expect(await contents(client, "tenure")).toEqual(before);
  await client.query(`DELETE FROM tenure.schema_version WHERE version = ${newer}`);
  await store.open();
});

test("two schemas of one database know nothing of each other", async () => {
  const connectionString = await database.server.createDatabase();
  const [one, other] = [storeOn(connectionString, "one"), storeOn(connectionString, "other_2")];
  await Promise.all([one.open(), other.open()]);
  await one.commit([moving("A", 0)]);
  expect(await versionIn(other, "A")).toBe(0);
  expect(await other.commit([moving("A", 0)])).toEqual([{ type: "committed" }]);
});

test("a database whose encoding cannot keep every text is refused", async () => {
  const name = "in_latin";
  const client = await clientOn(database.connectionString);
  await client.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
  const url = new URL(database.connectionString);
  url.pathname = `/${name}`;
  await expect(storeOn(url.href).open()).rejects.toMatchObject({ code: "store_unsupported" });
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
});

test("a history cannot be edited, not even by hand", async () => {
  const store = await database.store();
  await store.commit([moving("E-1", 0)]);
  const client = await clientOn(database.connectionString);
  for (const edit of [
    "UPDATE tenure.history SET at = 0",
    "DELETE FROM tenure.history",
    "TRUNCATE tenure.history",
  ]) {
    await expect(client.query(edit)).rejects.toThrow("append-only");
  }
  expect(await store.history("E-1", { after: 0, limit: 9 })).toHaveLength(1);
});

test("in a cluster that counts its transactions from below, the feed goes on behind the old entries", async () => {
  const connectionString = await database.server.createDatabase();
  const store = storeOn(connectionString);
  await store.open();
  await store.commit([moving("A", 0), moving("B", 0)]);
  await store.close();
  const client = await clientOn(connectionString);
  // As a dump leaves it that came from a cluster far ahead of this one.
  await client.query(`
    SET session_replication_role = replica;
    UPDATE tenure.history SET tx = tx + 1000000000000;
    UPDATE tenure.numbering SET cluster = 'another'`);
  await store.open();
  const old = await store.changes(undefined, 9);
  expect(old.map(({ entry }) => entry.key).toSorted()).toEqual(["A", "B"]);
  await store.commit([moving("A", 1)]);
  const after = await changesIn(store, old.at(-1)?.cursor);
  expect(after.map(({ key, version }) => [key, version])).toEqual([["A", 2]]);
});
