/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { HistoryEntry, Store } from "@tenure/engine";
import * as fc from "fast-check";

import { moving, touching } from "./commits.ts";
import { assertShows, Feed } from "./feed.ts";
import { commitAll } from "./look-up.ts";
import type { Promised } from "./promised.ts";

const keys = ["A", "B", "C"] as const;

/** Commits one more version of each key, and remembers the entries. */
class Writer {
  readonly entries: HistoryEntry[] = [];
  readonly #versions = new Map<string, number>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(some: readonly string[]): Promise<void> {
    const commits = some.map((key) => {
      const version = this.#versions.get(key) ?? 0;
      this.#versions.set(key, version + 1);
      return moving(key, version);
    });
    const types = await commitAll(this.#store, commits);
    assert.deepEqual(
      types,
      some.map(() => "committed"),
    );
    this.entries.push(...commits.map(({ change }) => change.entry));
  }
}

const someWork = fc.array(
  fc.oneof(
    fc.record({ write: fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 4 }) }),
    fc.record({ read: fc.integer({ min: 1, max: 4 }) }),
  ),
  { minLength: 1, maxLength: 15 },
);

/** The feed of all entries: nothing is passed over, nothing comes twice. */
export const changePromises: readonly Promised[] = [
  {
    name: "every entry is shown as it was written, those of one subscription in their order",
    async keep(stage) {
      const store = await stage.open();
      const writer = new Writer(store);
      await writer.write(["A", "B", "A"]);
      await writer.write(["C"]);
      await writer.write(["B", "A"]);
      const seen = await new Feed(store).readAll(6);
      assertShows(seen, writer.entries);
      const entriesOf = (key: string) =>
        seen.flatMap(({ entry }) => (entry.key === key ? [entry] : []));
      for (const key of keys) {
        assert.deepEqual(entriesOf(key), await store.history(key, { after: 0, limit: 9 }));
      }
    },
  },
  {
    name: "what writes no history entry, and what is not taken, shows nothing",
    async keep(stage) {
      const store = await stage.open();
      const batch = [touching("A", 0), moving("A", 3), moving("B", 0), moving("B", 0)];
      await store.commit(batch);
      await assert.rejects(
        store.commit([moving("C", 0), moving("D", 0, { record: { version: 9 } })]),
      );
      await store.commit([moving("E", 0)]);
      const seen = await new Feed(store).readAll(2);
      assert.deepEqual(
        seen.map(({ entry }) => entry.key),
        ["B", "E"],
      );
    },
  },
  {
    name: "the feed goes on behind any cursor, in pages of any size, the same way each time",
    async keep(stage) {
      const store = await stage.open();
      const writer = new Writer(store);
      for (const some of [["A", "B"], ["C"], ["A"], ["B", "A", "C"]]) await writer.write(some);
      const all = await new Feed(store).readAll(7);
      assertShows(all, writer.entries);
      for (const limit of [1, 2, 3, 9]) {
        for (const place of all.keys()) {
          const rest = await new Feed(store, all[place]?.cursor).readAll(0, limit);
          assert.deepEqual(rest, all.slice(place + 1));
        }
        assert.deepEqual(await new Feed(store).readAll(0, limit), all);
      }
    },
  },
  {
    name: "the end is behind everything that is there, and before what comes",
    async keep(stage) {
      const store = await stage.open();
      const writer = new Writer(store);
      await writer.write(["A", "B", "A"]);
      await new Feed(store).readAll(3);
      const end = await store.changesEnd();
      assert.deepEqual(await store.changes(end, 9), []);
      await writer.write(["A", "C"]);
      const behind = await new Feed(store, end).readAll(2);
      assert.deepEqual(behind.map(({ entry }) => `${entry.key} ${entry.version}`).toSorted(), [
        "A 3",
        "C 1",
      ]);
      assert.notEqual(await store.changesEnd(), end);
    },
  },
  {
    name: "however commits and readers interleave, a reader misses nothing and sees nothing twice",
    async keep(stage) {
      await stage.property(
        someWork,
        async (store, work) => {
          const writer = new Writer(store);
          const reader = new Feed(store);
          for (const step of work) {
            if ("write" in step) await writer.write(step.write);
            else await reader.read(step.read);
          }
          assertShows(await reader.readAll(writer.entries.length), writer.entries);
        },
        0.6,
      );
    },
  },
  {
    name: "commits that run side by side, slow ones and quick ones, leave no gap to a reader",
    async keep(stage) {
      const store = await stage.open();
      await raced([store], store);
    },
  },
  {
    name: "commits of two connections, slow ones and quick ones, leave no gap to a reader",
    needs: ["second"],
    async keep(stage) {
      const store = await stage.open();
      const second = await stage.second(store);
      await raced([store, second], store);
      const third = await stage.open();
      await raced([third, await stage.second(third)], await stage.second(third));
    },
  },
];

/** Many commits at once, a large one among small ones, while a reader follows. */
async function raced(writers: readonly Store[], readerStore: Store): Promise<void> {
  const rounds = 6;
  const entries: HistoryEntry[] = [];
  const large = { type: "command.adjust", parameters: { large: "x".repeat(9000) } } as const;
  const reader = new Feed(readerStore);
  const writing = new AbortController();

  const write = async (store: Store, name: string, size: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      const batch = Array.from({ length: size }, (_, index) =>
        moving(`${name}-${index}`, round, size > 1 ? { entry: { event: large } } : {}),
      );
      const types = await commitAll(store, batch);
      assert.deepEqual(
        types,
        batch.map(() => "committed"),
      );
      entries.push(...batch.map(({ change }) => change.entry));
    }
  };
  const follow = async (): Promise<void> => {
    while (!writing.signal.aborted) {
      await reader.read(17);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const following = follow();
  try {
    await Promise.all(
      writers.flatMap((store, index) => [
        write(store, `slow-${index}`, 40),
        write(store, `quick-${index}`, 1),
        write(store, `brisk-${index}`, 2),
      ]),
    );
  } finally {
    writing.abort();
    await following;
  }
  assertShows(await reader.readAll(entries.length), entries);
  assertShows(await new Feed(readerStore).readAll(entries.length), entries);
}
