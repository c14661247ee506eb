import { rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { TenureError } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { lockFile } from "../src/file-lock.ts";
import { openDatabase, realFile } from "../src/open-database.ts";
import { claiming, moving, recordOf } from "./commits.ts";
import { freshFile } from "./folder.ts";

test("what was committed is there when the file is opened again", async () => {
  const file = freshFile();
  const commit = moving("A", 0, {
    effects: [["A/1/0", 7]],
    startTimers: [{ key: "A", timer: "schedule", requestId: "PR-1", dueAt: 9 }],
  });
  const first = sqliteStore({ file });
  await first.open();
  await first.commit([commit]);
  await first.writeCursor("requests", "2");
  await first.close();
  const second = sqliteStore({ file });
  await second.open();
  expect(await recordOf(second, "A")).toEqual(commit.change?.record);
  expect(await second.nextWake(["connect"])).toEqual({ effectAt: 7, timerAt: 9 });
  expect(await second.readCursor("requests")).toBe("2");
  expect(await second.backlog()).toBe(1);
  await second.close();
});

test("a claim that was held when the file was left is free again, and counted", async () => {
  const file = freshFile();
  const first = sqliteStore({ file });
  await first.open();
  await first.commit([moving("A", 0, { effects: [["A/1/0", 7]] })]);
  const [held] = await first.claim(claiming);
  await first.close();
  await first.open();
  expect(await first.claim({ ...claiming, now: 6 })).toEqual([]);
  const [again] = await first.claim(claiming);
  expect(again).toMatchObject({ id: held?.id, claims: 1, lost: 1 });
  expect(again?.token).not.toBe(held?.token);
  await first.close();
});

test("a second store on the file is told at once, by whatever name it comes", async () => {
  const file = freshFile();
  const alias = join(dirname(file), "alias.db");
  const first = sqliteStore({ file });
  await first.open();
  symlinkSync(file, alias);
  const second = sqliteStore({ file });
  await expect(second.open()).rejects.toMatchObject({ code: "store_locked" });
  await expect(sqliteStore({ file: alias }).open()).rejects.toThrow("Stop that engine first");
  await first.close();
  await second.open();
  await second.close();
});

test("a file that is not made yet has one lock too, by whatever folder name it comes", async () => {
  const file = freshFile();
  const alias = `${dirname(file)}-alias`;
  symlinkSync(dirname(file), alias);
  onTestFinished(() => rmSync(alias));
  const lock = lockFile(realFile(file));
  const opening = sqliteStore({ file: join(alias, basename(file)) }).open();
  await expect(opening).rejects.toMatchObject({ code: "store_locked" });
  lock.release();
});

test("two stores in memory know nothing of each other", async () => {
  const stores = [sqliteStore({ file: ":memory:" }), sqliteStore({ file: ":memory:" })];
  await Promise.all(stores.map((store) => store.open()));
  await stores[0]?.commit([moving("A", 0)]);
  expect(await stores[1]?.load([{ key: "A" }])).toEqual([{}]);
  await Promise.all(stores.map((store) => store.close()));
});

test("a folder that is not there is told as such", async () => {
  const file = join(freshFile(), "no", "such", "folder.db");
  const opening = sqliteStore({ file }).open();
  await expect(opening).rejects.toMatchObject({ code: "store_unavailable" });
  await expect(opening).rejects.toBeInstanceOf(TenureError);
});

test("a store is used between open and close only, and closed as often as one likes", async () => {
  const store = sqliteStore({ file: ":memory:" });
  await expect(store.load([{ key: "A" }])).rejects.toMatchObject({ code: "store_closed" });
  await store.open();
  await store.close();
  await store.close();
  await expect(store.commit([])).rejects.toMatchObject({ code: "store_closed" });
});

test("a commit is on the disk when it is acknowledged", () => {
  const database = openDatabase(freshFile());
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(database.prepare("PRAGMA busy_timeout").get()).toEqual({ timeout: 5000 });
  database.close();
});

test("a history cannot be edited, not even by hand", async () => {
  const file = freshFile();
  const store = sqliteStore({ file });
  await store.open();
  await store.commit([moving("A", 0)]);
  await store.close();
  const database = new DatabaseSync(file);
  expect(() => database.exec("UPDATE history SET at = 0")).toThrow("append-only");
  expect(() => database.exec("DELETE FROM history")).toThrow("append-only");
  database.close();
});
