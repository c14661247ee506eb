import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Store } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { storePromises, storePromisesLeftOut, type StoreSubject } from "@tenure/testing/store";
import { afterAll, describe, expect, test } from "vitest";

import { restore } from "./releases/restore.ts";

const folder = mkdtempSync(join(tmpdir(), "tenure-sqlite-"));
const files = new Map<Store, string>();
let made = 0;

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  made += 1;
  return join(folder, `${made}.db`);
}

async function opened(file: string): Promise<Store> {
  const store = sqliteStore({ file });
  await store.open();
  files.set(store, file);
  return store;
}

function fileOf(store: Store): string {
  const file = files.get(store);
  if (file === undefined) throw new TypeError("the store was not opened here");
  return file;
}

/** What a process that dies leaves is what is in its files at that moment. */
async function crash(store: Store): Promise<Store> {
  const file = newFile();
  for (const suffix of ["", "-wal"]) {
    const left = `${fileOf(store)}${suffix}`;
    if (existsSync(left)) copyFileSync(left, `${file}${suffix}`);
  }
  await store.close();
  return opened(file);
}

const subject: StoreSubject = {
  open: () => opened(newFile()),
  close: (store) => store.close(),
  reopen: async (store) => {
    await store.close();
    return opened(fileOf(store));
  },
  crash,
  releases: [1, 2].map((schema) => ({
    schema,
    restore: () => {
      const file = newFile();
      restore(schema, file);
      return opened(file);
    },
  })),
};

const inMemory: StoreSubject = {
  open: () => opened(":memory:"),
  close: (store) => store.close(),
};

describe("a store in a file", () => {
  test.each(storePromises(subject))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("all promises are tried but those on many writers, which a file has not", () => {
    const lacks = storePromisesLeftOut(subject).flatMap((promise) => promise.lacks);
    expect(new Set(lacks)).toEqual(new Set(["second"]));
  });
});

describe("a store in memory", () => {
  test.each(storePromises(inMemory))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
