import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { sqliteStore } from "@tenure/sqlite";
import { expect, test } from "vitest";

import { migrations } from "../src/schema.ts";
import { moving, recordOf } from "./commits.ts";
import { freshFile } from "./folder.ts";

const keys = Array.from({ length: 300 }, (_, index) => `K-${String(index).padStart(3, "0")}`);
const pageSize = 4096;

/** A store of a few hundred subscriptions that was closed in order. */
async function storeFile(): Promise<string> {
  const file = freshFile();
  const store = sqliteStore({ file });
  await store.open();
  await store.commit(keys.map((key) => moving(key, 0)));
  await store.close();
  return file;
}

test("a file that is no database is told as such and left untouched", async () => {
  const file = freshFile();
  writeFileSync(file, "minutes of the last meeting\n".repeat(200));
  const before = readFileSync(file);
  await expect(sqliteStore({ file }).open()).rejects.toMatchObject({
    code: "store_foreign",
    consequence: "Terminal",
  });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("another application's database is told as such and left untouched", async () => {
  const file = freshFile();
  const other = new DatabaseSync(file);
  other.exec("CREATE TABLE recipe (name TEXT)");
  other.close();
  const before = readFileSync(file);
  await expect(sqliteStore({ file }).open()).rejects.toMatchObject({ code: "store_foreign" });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a file of a newer release is told as such and left untouched", async () => {
  const file = freshFile();
  const store = sqliteStore({ file });
  await store.open();
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  database.close();
  const before = readFileSync(file);
  await expect(store.open()).rejects.toMatchObject({ code: "store_newer" });
  expect(readFileSync(file).equals(before)).toBe(true);
  const repaired = new DatabaseSync(file);
  repaired.exec(`PRAGMA user_version = ${migrations.length}`);
  repaired.close();
  await store.open();
  await store.close();
});

test("a damaged file is told as such", async () => {
  const file = freshFile();
  const store = sqliteStore({ file });
  await store.open();
  await store.commit(Array.from({ length: 50 }, (_, index) => moving(`K-${index}`, 0)));
  await store.close();
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 4096);
  writeFileSync(file, bytes);
  await expect(store.open().then(() => store.load([{ key: "K-1" }]))).rejects.toMatchObject({
    code: "store_corrupt",
    consequence: "Terminal",
  });
  await store.close();
});

test.each([1, 100, 511, pageSize, 3 * pageSize + 17])(
  "a file cut off after %i bytes is refused and left untouched",
  async (size) => {
    const file = await storeFile();
    truncateSync(file, size);
    const before = readFileSync(file);
    for (const readOnly of [false, true]) {
      await expect(sqliteStore({ file, readOnly }).open()).rejects.toMatchObject({
        consequence: "Terminal",
      });
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  },
);

test("a file that lost its content, but not its log, is refused and both are left untouched", async () => {
  const file = await storeFile();
  const store = sqliteStore({ file });
  await store.open();
  await store.commit([moving("late", 0)]);
  const log = readFileSync(`${file}-wal`);
  const other = freshFile();
  writeFileSync(`${other}-wal`, log);
  await expect(sqliteStore({ file: other }).open()).rejects.toThrow("Put the file back");
  writeFileSync(other, "");
  await expect(sqliteStore({ file: other }).open()).rejects.toMatchObject({
    code: "store_corrupt",
  });
  expect(readFileSync(`${other}-wal`).equals(log)).toBe(true);
  copyFileSync(file, other);
  const mended = sqliteStore({ file: other });
  await mended.open();
  expect(await recordOf(mended, "late")).toMatchObject({ version: 1 });
  await mended.close();
  await store.close();
});

test("reads that meet a damaged page say so and what to do, and others go on", async () => {
  const file = await storeFile();
  const bytes = readFileSync(file);
  const database = new DatabaseSync(file, { readOnly: true });
  const { rootpage } =
    database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'history'").get() ?? {};
  database.close();
  const start = (Number(rootpage) - 1) * pageSize;
  bytes.fill(0x5a, start, start + pageSize);
  writeFileSync(file, bytes);
  for (const readOnly of [true, false]) {
    const store = sqliteStore({ file, readOnly });
    await store.open();
    const reading = store.history("K-007", { after: 0, limit: 9 });
    await expect(reading).rejects.toMatchObject({ code: "store_corrupt" });
    await expect(store.changes(undefined, 9)).rejects.toThrow("restore it from a backup");
    expect(await recordOf(store, "K-007")).toMatchObject({ version: 1 });
    await store.close();
  }
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test("a commit that meets a damaged page takes nothing of its batch along", async () => {
  const file = await storeFile();
  const bytes = readFileSync(file);
  const database = new DatabaseSync(file, { readOnly: true });
  const { rootpage } =
    database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'history'").get() ?? {};
  database.close();
  bytes.fill(0x5a, (Number(rootpage) - 1) * pageSize, Number(rootpage) * pageSize);
  writeFileSync(file, bytes);
  const store = sqliteStore({ file });
  await store.open();
  await expect(store.commit([moving("new", 0)])).rejects.toMatchObject({ code: "store_corrupt" });
  expect(await store.load([{ key: "new" }])).toEqual([{}]);
  await store.close();
});

test("a value that is not what the store writes is told with its column", async () => {
  const file = await storeFile();
  const database = new DatabaseSync(file);
  database.exec("UPDATE subscription SET snapshot = '{' WHERE key = 'K-001'");
  database.close();
  const store = sqliteStore({ file });
  await store.open();
  await expect(recordOf(store, "K-001")).rejects.toThrow("Column snapshot holds no JSON");
  await store.close();
});
