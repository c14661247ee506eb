/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import type { HistoryEntry, Store } from "@tenure/engine";

/** A store may hold back what others are about to commit beside it: so often it is asked again. */
const patience = 400;
const pauseBetween = 5;

export type Change = Awaited<ReturnType<Store["changes"]>>[number];

function nameOf({ key, version }: HistoryEntry): string {
  return `${key} ${version}`;
}

/** Goes on reading the changes behind what it has read. */
export class Feed {
  readonly #store: Store;
  readonly seen: Change[] = [];
  readonly #names = new Set<string>();
  #cursor: string | undefined;

  constructor(store: Store, after?: string) {
    this.#store = store;
    this.#cursor = after;
  }

  /** Reads one page; false when there is nothing more for now. */
  async read(limit: number): Promise<boolean> {
    const changes = await this.#store.changes(this.#cursor, limit);
    assert.ok(changes.length <= limit, "no more changes than the limit");
    for (const change of changes) {
      const name = nameOf(change.entry);
      assert.ok(!this.#names.has(name), `${name} is shown once`);
      this.#names.add(name);
      this.seen.push(change);
    }
    this.#cursor = changes.at(-1)?.cursor ?? this.#cursor;
    return changes.length > 0;
  }

  /** Reads until so many have been seen and nothing more comes. */
  async readAll(count: number, limit = 100): Promise<readonly Change[]> {
    for (let tries = 0; tries < patience; tries += 1) {
      while (await this.read(limit));
      if (this.seen.length >= count) break;
      await pause(pauseBetween);
    }
    return this.seen;
  }
}

/** Checks that a feed shows these entries, each once, those of one subscription in their order. */
export function assertShows(seen: readonly Change[], entries: readonly HistoryEntry[]): void {
  const names = seen.map(({ entry }) => nameOf(entry));
  assert.deepEqual(names.toSorted(), entries.map(nameOf).toSorted(), "each entry once");
  const cursors = new Set(seen.map(({ cursor }) => cursor));
  assert.equal(cursors.size, seen.length, "each change has a cursor of its own");
  const last = new Map<string, number>();
  for (const { entry } of seen) {
    assert.equal(entry.version, (last.get(entry.key) ?? 0) + 1, `the order of ${entry.key}`);
    last.set(entry.key, entry.version);
  }
}
