import { existsSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { sqliteStore } from "@tenure/sqlite";
import { expect, test } from "vitest";

import { freshFile } from "./folder.ts";
import { restore } from "./releases/restore.ts";

const examined = async (file: string) => (await sqliteStore({ file }).examine?.()) ?? [];

test("a store that is not there yet is not made by looking for it", async () => {
  const file = freshFile();
  expect(await examined(file)).toMatchObject([{ about: "schema", state: "good" }]);
  expect(existsSync(file)).toBe(false);
  expect(existsSync(`${file}-lock`)).toBe(false);
});

test("a store is looked at beside whoever works on it", async () => {
  const file = freshFile();
  const store = sqliteStore({ file });
  await store.open();
  expect(await examined(file)).toMatchObject([{ state: "good" }]);
  expect(await store.examine?.()).toMatchObject([{ state: "good" }]);
  await store.close();
});

test("a store of an earlier release is told so, and left as it is", async () => {
  const file = freshFile();
  const isUntouched = restore(1, file);
  expect(await examined(file)).toMatchObject([
    { state: "doubtful", message: expect.stringContaining("schema 1") as string },
  ]);
  expect(isUntouched()).toBe(true);
});

test.each([
  [
    "made by a later release",
    (file: string) =>
      new DatabaseSync(file).exec("PRAGMA user_version = 999; PRAGMA application_id = 1; "),
  ],
  [
    "another application's",
    (file: string) => new DatabaseSync(file).exec("CREATE TABLE t (a); PRAGMA application_id = 7"),
  ],
  ["no database", (file: string) => writeFileSync(file, "x".repeat(5000))],
])("a file that is %s is bad", async (_, make) => {
  const file = freshFile();
  make(file);
  expect(await examined(file)).toMatchObject([{ about: "schema", state: "bad" }]);
});

test("a store in memory is doubtful: it forgets", async () => {
  expect(await examined(":memory:")).toMatchObject([{ state: "doubtful" }]);
});
