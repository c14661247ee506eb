import { entryHash, genesisHash, type Commit, type HistoryEntry, type Store } from "@tenure/engine";
import { storePromises } from "@tenure/testing/store";
import { describe, expect, test } from "vitest";

import { due, moving, timerOf } from "../src/store/promises/commits.ts";
import { memorySubject } from "./memory-subject.ts";

/** Commits that chain a history as the engine does. */
function chained(key: string, count: number): readonly Commit[] {
  let hash = genesisHash;
  return Array.from({ length: count }, (_, version) => {
    const previousHash = hash;
    const parts = { effects: [due(`${key}/${version + 1}/0`)], startTimers: [timerOf(key, 5)] };
    const { change, ...commit } = moving(key, version, { ...parts, entry: { previousHash } });
    hash = entryHash(change.entry);
    const entry: HistoryEntry = { ...change.entry, hash };
    return { ...commit, change: { record: { ...change.record, hash }, entry } };
  });
}

const subject = memorySubject();

async function restored(commits: readonly Commit[]): Promise<Store> {
  const store = await subject.open();
  await store.commit(commits);
  return store;
}

function released(commits: readonly Commit[]) {
  const releases = [{ schema: 1, restore: () => restored(commits) }];
  return storePromises({ ...subject, releases }).filter(({ group }) => group === "releases");
}

const sound = [...chained("A", 3), ...chained("acme:B", 1)];

describe("a store that an earlier release left", () => {
  test.each(released(sound))("keeps its promise: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("is caught when its history does not verify", async () => {
    const [first, ...rest] = sound;
    const drift = true;
    const forged = rest.map(({ change, ...commit }) =>
      change === undefined
        ? commit
        : { ...commit, change: { ...change, entry: { ...change.entry, drift } } },
    );
    const [reading] = released(first === undefined ? [] : [first, ...forged]);
    await expect(reading?.run()).rejects.toThrow("the history of A");
  });

  test("is no proof when it is empty", async () => {
    for (const { run } of released([])) await expect(run()).rejects.toThrow("holds a subscription");
  });
});
