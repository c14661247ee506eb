import { storePromises, type StorePromise } from "@tenure/testing/store";
import { describe, expect, test } from "vitest";

import { brokenInCommits } from "./broken/broken-in-commits.ts";
import { brokenInLife } from "./broken/broken-in-life.ts";
import { brokenInOutbox } from "./broken/broken-in-outbox.ts";
import { brokenInReading } from "./broken/broken-in-reading.ts";
import { broken, type BrokenStore } from "./broken/broken-store.ts";
import { memorySubject } from "./memory-subject.ts";

/** Stores that break one promise each, as stores are broken in the field. */
const brokenStores = [...brokenInCommits, ...brokenInOutbox, ...brokenInReading, ...brokenInLife];

/** The first promise that a store breaks. */
async function firstBroken(promises: readonly StorePromise[]): Promise<string | undefined> {
  for (const { name, run } of promises) {
    try {
      await run();
    } catch {
      return name;
    }
  }
  return undefined;
}

function promisesOf({ group, breaking }: BrokenStore): readonly StorePromise[] {
  const subject = memorySubject({}, (sound) => broken(sound, breaking));
  return storePromises({ ...subject, seed: 1 }).filter((promise) => promise.group === group);
}

describe("a store is caught that", () => {
  test.each(brokenStores)("$fault ($group)", async (store) => {
    expect(await firstBroken(promisesOf(store))).toBeDefined();
  });
});

test("a store with nothing replaced is not caught by the same way of asking", async () => {
  const groups = [...new Set(brokenStores.map(({ group }) => group))];
  for (const group of groups) {
    const sound = { fault: "none", group, breaking: () => ({}) };
    expect(await firstBroken(promisesOf(sound))).toBeUndefined();
  }
});
