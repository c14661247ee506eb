import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { sqliteStore, type SqliteStore } from "@tenure/sqlite";
import { expect, onTestFinished, test } from "vitest";

import { claiming, moving, recordOf } from "./commits.ts";
import { freshFile } from "./folder.ts";

async function opened(file: string, readOnly = false): Promise<SqliteStore> {
  const store = sqliteStore({ file, readOnly });
  await store.open();
  onTestFinished(() => store.close());
  return store;
}

/** Commits one version after the other, each with an effect, until it is told to end. */
async function storm(store: SqliteStore, signal: AbortSignal): Promise<number> {
  let version = 0;
  while (!signal.aborted) {
    const versions = [version, version + 1, version + 2];
    await store.commit(versions.map((at) => moving("A", at, { effects: [[`A/${at + 1}/0`, 0]] })));
    version += versions.length;
    await new Promise(setImmediate);
  }
  return version;
}

test("a backup taken in a storm of commits is one state of the store, and a store itself", async () => {
  const file = freshFile();
  const copy = join(dirname(file), "copy.db");
  const store = await opened(file);
  await store.commit(Array.from({ length: 500 }, (_, index) => moving(`K-${index}`, 0)));
  const ending = new AbortController();
  const storming = storm(store, ending.signal);
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    const before = (await recordOf(store, "A"))?.version ?? 0;
    await store.backup(copy);
    const after = (await recordOf(store, "A"))?.version ?? 0;
    expect(after).toBeGreaterThan(before);

    const restored = sqliteStore({ file: copy });
    await restored.open();
    const version = (await recordOf(restored, "A"))?.version ?? 0;
    expect(version).toBeGreaterThanOrEqual(before);
    expect(version).toBeLessThanOrEqual(after);
    expect(version % 3).toBe(0);
    const history = await restored.history("A", { after: 0, limit: 100_000 });
    expect(history).toEqual(await store.history("A", { after: 0, limit: version }));
    const changes = await restored.changes(undefined, 100_000);
    expect(changes).toEqual(await store.changes(undefined, changes.length));
    expect(changes).toHaveLength(500 + version);
    expect(await restored.backlog()).toBe(version);
    await restored.commit([moving("A", version)]);
    await restored.close();
  }
  ending.abort();
  const committed = await storming;
  expect(await recordOf(store, "A")).toMatchObject({ version: committed });
  expect(readdirSync(dirname(file)).filter((name) => name.includes("partial"))).toEqual([]);
});

test("leases do not come along: the copy's work may be claimed at once, as lost once more", async () => {
  const file = freshFile();
  const store = await opened(file);
  await store.commit([moving("A", 0, { effects: [["A/1/0", 0]] })]);
  await store.claim(claiming);
  await store.backup(`${file}.copy`);
  const copy = await opened(`${file}.copy`);
  expect(await copy.claim(claiming)).toMatchObject([{ id: "A/1/0", claims: 1, lost: 1 }]);
});

test("a store in memory and one opened for reading can be backed up too", async () => {
  const file = freshFile();
  const memory = await opened(":memory:");
  const ending = new AbortController();
  const storming = storm(memory, ending.signal);
  await memory.backup(file);
  ending.abort();
  const version = await storming;
  const reader = await opened(file, true);
  await reader.backup(`${file}.copy`);
  const copy = await opened(`${file}.copy`);
  const copied = (await recordOf(copy, "A"))?.version ?? 0;
  expect(copied % 3).toBe(0);
  expect(copied).toBeLessThanOrEqual(version);
  expect(await copy.changes(undefined, 9999)).toEqual(await memory.changes(undefined, copied));
});

test("a store in memory is backed up in a storm of commits as often as it is asked for", async () => {
  const memory = await opened(":memory:");
  const ending = new AbortController();
  const storming = storm(memory, ending.signal);
  onTestFinished(() => ending.abort());
  const files = Array.from({ length: 20 }, () => freshFile());
  for (const file of files) {
    await memory.backup(file);
    await new Promise(setImmediate);
  }
  ending.abort();
  await storming;
  for (const file of files) {
    const copy = await opened(file, true);
    expect(((await recordOf(copy, "A"))?.version ?? 0) % 3).toBe(0);
  }
});

test("a backup replaces an older one, but neither the store itself nor one in use", async () => {
  const file = freshFile();
  const store = await opened(file);
  await store.commit([moving("A", 0)]);
  await store.backup(`${file}.copy`);
  await store.commit([moving("A", 1)]);
  await store.backup(`${file}.copy`);
  const refused = { code: "options_invalid" };
  await expect(store.backup(file)).rejects.toMatchObject(refused);
  const copy = await opened(`${file}.copy`);
  expect(await recordOf(copy, "A")).toMatchObject({ version: 2 });
  await expect(store.backup(`${file}.copy`)).rejects.toMatchObject(refused);
});

test("a backup that fails leaves what was there, and nothing else", async () => {
  const file = freshFile();
  const store = await opened(file);
  await store.commit(Array.from({ length: 300 }, (_, index) => moving(`K-${index}`, 0)));
  const missing = join(dirname(file), "none", "copy.db");
  await expect(store.backup(missing)).rejects.toMatchObject({ code: "store_unavailable" });
  expect(existsSync(dirname(missing))).toBe(false);
  const target = join(dirname(file), "older.db");
  writeFileSync(target, "older");
  await store.close();
  await expect(store.backup(target)).rejects.toMatchObject({ code: "store_closed" });
  expect(readFileSync(target, "utf8")).toBe("older");
});

test("closing waits for a backup that is under way", async () => {
  const file = freshFile();
  const store = await opened(file);
  await store.commit(Array.from({ length: 300 }, (_, index) => moving(`K-${index}`, 0)));
  const copying = store.backup(`${file}.copy`);
  await store.close();
  await copying;
  const copy = await opened(`${file}.copy`, true);
  expect(await copy.count({})).toBe(300);
});
