import { existsSync, writeFileSync } from "node:fs";

import type { Store } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { claiming, moving, recordOf } from "./commits.ts";
import { freshFile } from "./folder.ts";
import { restore } from "./releases/restore.ts";

async function opened(file: string, readOnly: boolean): Promise<Store> {
  const store = sqliteStore({ file, readOnly });
  await store.open();
  onTestFinished(() => store.close());
  return store;
}

test("a reader beside the engine sees each commit, and changes nothing", async () => {
  const file = freshFile();
  const writer = await opened(file, false);
  await writer.commit([moving("A", 0, { effects: [["A/1/0", 7]] })]);
  const [held] = await writer.claim(claiming);
  const reader = await opened(file, true);
  expect(await recordOf(reader, "A")).toEqual(await recordOf(writer, "A"));
  expect(await reader.backlog()).toBe(1);
  expect(await reader.nextWake(["connect"])).toEqual(await writer.nextWake(["connect"]));
  await writer.commit([moving("B", 0, { effects: [["B/1/0", 7]] })]);
  expect(await reader.count({})).toBe(2);
  expect(await reader.backlog()).toBe(2);
  expect(await reader.changes(undefined, 9)).toEqual(await writer.changes(undefined, 9));
  expect(await reader.changesEnd()).toBe(await writer.changesEnd());
  expect(held && (await writer.extend(held, 2_000_000))).toBe(true);
});

test("what writes is refused to a reader, before anything is looked at", async () => {
  const file = freshFile();
  await opened(file, false);
  const reader = await opened(file, true);
  const claim = { id: "A/1/0", token: 1 };
  const refused = { code: "store_read_only" };
  const timers = { now: 0, leaseUntil: 1, limit: 1 };
  await expect(reader.commit([])).rejects.toMatchObject(refused);
  await expect(reader.claim(claiming)).rejects.toMatchObject(refused);
  await expect(reader.extend(claim, 9)).rejects.toMatchObject(refused);
  await expect(
    reader.putBack(claim, { availableAt: 0, attempts: 0, error: "" }),
  ).rejects.toMatchObject(refused);
  await expect(reader.claimTimers(timers)).rejects.toMatchObject(refused);
  await expect(reader.pause({ adapter: null, at: 0, reason: "" })).rejects.toMatchObject(refused);
  await expect(reader.resume(null)).rejects.toMatchObject(refused);
  await expect(reader.forgetAnswers(0, 1)).rejects.toMatchObject(refused);
  await expect(reader.writeCursor("a", "b")).rejects.toMatchObject(refused);
});

test("a reader neither makes a file nor locks an engine out", async () => {
  const file = freshFile();
  await expect(sqliteStore({ file, readOnly: true }).open()).rejects.toMatchObject({
    code: "store_unavailable",
  });
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, "");
  await expect(sqliteStore({ file, readOnly: true }).open()).rejects.toMatchObject({
    code: "store_unavailable",
  });
  const first = sqliteStore({ file });
  await first.open();
  await first.commit([moving("A", 0)]);
  await first.close();
  const reader = await opened(file, true);
  const writer = await opened(file, false);
  await writer.commit([moving("A", 1)]);
  expect(await recordOf(reader, "A")).toMatchObject({ version: 2 });
});

test("a reader outlives the engine it looked at", async () => {
  const file = freshFile();
  const writer = sqliteStore({ file });
  await writer.open();
  const reader = await opened(file, true);
  await writer.commit([moving("A", 0)]);
  await writer.close();
  expect(await recordOf(reader, "A")).toMatchObject({ version: 1 });
  await writer.open();
  await writer.commit([moving("A", 1)]);
  expect(await recordOf(reader, "A")).toMatchObject({ version: 2 });
  await writer.close();
});

test("a reader leaves a file of an older release as it is, and says what brings it up to date", async () => {
  const file = freshFile();
  const before = restore(1, file);
  const opening = sqliteStore({ file, readOnly: true }).open();
  await expect(opening).rejects.toThrow("Open it once for work with this release");
  await expect(opening).rejects.toMatchObject({ code: "store_unavailable" });
  expect(before()).toBe(true);
  await (await opened(file, false)).backlog();
  await opened(file, true);
});

test("a reader is told when another process writes", async () => {
  const file = freshFile();
  const writer = await opened(file, false);
  const reader = await opened(file, true);
  expect(writer).toHaveProperty("watch", undefined);
  const told = new Promise<void>((resolve) => {
    const end = reader.watch?.(resolve);
    onTestFinished(() => end?.());
  });
  await writer.commit([moving("A", 0)]);
  await told;
  expect(await reader.count({})).toBe(1);
});
