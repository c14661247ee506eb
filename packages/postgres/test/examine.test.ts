import { postgresStore } from "@tenure/postgres";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";

import { testDatabase } from "./database.ts";

const database = testDatabase();

const storeOn = (connectionString: string) =>
  postgresStore({ connectionString, clock: "given", listen: false });

test("a schema is looked at without being made, and told when it is that of this release", async () => {
  const connectionString = await database.server.createDatabase();
  const store = storeOn(connectionString);
  expect(await store.examine?.()).toMatchObject([
    { about: "schema", state: "good", message: expect.stringContaining("is made") as string },
  ]);
  const client = new Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = 'tenure'");
  expect(rows).toEqual([]);
  await store.open();
  onTestFinished(() => store.close());
  expect(await store.examine?.()).toMatchObject([
    { state: "good", message: expect.stringContaining("of this release") as string },
  ]);
  await client.query("INSERT INTO tenure.schema_version (version) VALUES (999)");
  expect(await storeOn(connectionString).examine?.()).toMatchObject([
    { state: "bad", message: expect.stringContaining("version 999") as string },
  ]);
});

test("a server that is not there is bad, and its password is told nowhere", async () => {
  const [finding] = (await storeOn("postgres://me:hunter2@127.0.0.1:9/none").examine?.()) ?? [];
  expect(finding).toMatchObject({ about: "schema", state: "bad" });
  expect(JSON.stringify(finding)).not.toContain("hunter2");
});
