import type { Commit } from "@tenure/engine";
import { expect, test } from "vitest";

import { changesIn, claimAt, due, moving, versionIn } from "./commits.ts";
import { testDatabase } from "./database.ts";

const database = testDatabase();

function shuffled<Thing>(things: readonly Thing[], random: () => number): readonly Thing[] {
  return things
    .map((thing) => ({ thing, place: random() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ thing }) => thing);
}

test("overlapping batches in any order never deadlock, and leave every history dense", async () => {
  const keys = Array.from({ length: 24 }, (_, index) => `K-${index}`);
  const stores = await Promise.all(
    Array.from({ length: 4 }, () => database.store({ schema: "storm", connections: 3 })),
  );
  const counts = { committed: 0, conflict: 0, busy: 0, fenced: 0 };
  await Promise.all(
    stores.flatMap((store) =>
      Array.from({ length: 2 }, async () => {
        for (let round = 0; round < 25; round += 1) {
          const wanted = shuffled(keys, Math.random).slice(0, 12);
          const found = await store.load(wanted.map((key) => ({ key })));
          const claimed = await claimAt(store, round * 1000);
          const batch: Commit[] = wanted.map((key, index) => {
            const version = found[index]?.record?.version ?? 0;
            const held = claimed.find((effect) => effect.key === key);
            const settles = held && { id: held.id, token: held.token };
            const effects = [due(`${key}/${version + 1}/0`), due(`${key}/${version + 1}/1`)];
            return moving(key, version, { effects, ...(settles ? { settles } : {}) });
          });
          for (const { type } of await store.commit(batch)) counts[type] += 1;
        }
      }),
    ),
  );
  const [store] = stores;
  if (store === undefined) throw new Error("no store");
  let total = 0;
  for (const key of keys) {
    const version = await versionIn(store, key);
    const history = await store.history(key, { after: 0, limit: 10_000 });
    expect(history.map((entry) => entry.version)).toEqual(
      Array.from({ length: version }, (_, index) => index + 1),
    );
    total += version;
  }
  expect(counts.committed).toBe(total);
  expect(counts.conflict + counts.busy).toBeGreaterThan(0);
  expect(await changesIn(store)).toHaveLength(total);
  const { rows } = await (
    await database.client()
  ).query(
    "SELECT key, bool_or(head) AS head, count(*) FILTER (WHERE head) AS heads FROM storm.outbox GROUP BY key",
  );
  expect(rows.every(({ heads }) => heads === "1")).toBe(true);
}, 60_000);

test("of those who create one subscription at once exactly one does; the others are told at once", async () => {
  const stores = await Promise.all(
    Array.from({ length: 4 }, () => database.store({ schema: "creation" })),
  );
  for (let round = 0; round < 20; round += 1) {
    const keys = Array.from({ length: 8 }, (_, index) => `N-${round}-${index}`);
    const results = await Promise.all(
      stores.map((store, nth) =>
        store.commit((nth % 2 === 0 ? keys : keys.toReversed()).map((key) => moving(key, 0))),
      ),
    );
    const types = results.flat().map(({ type }) => type);
    // A busy one tried while another held the key, so not every key needs to have a winner; none has two.
    const versions = await Promise.all(
      stores.map((store) => store.load(keys.map((key) => ({ key })))),
    );
    const made = versions[0]?.filter(({ record }) => record !== undefined).length;
    expect(types.filter((type) => type === "committed")).toHaveLength(made ?? -1);
    expect(types.filter((type) => type === "fenced")).toEqual([]);
    expect(made).toBeGreaterThan(0);
  }
});

test("an entry that was numbered early and committed late is not passed over", async () => {
  const store = await database.store({ schema: "feed" });
  await store.commit([moving("before", 0)]);
  const end = await store.changesEnd();
  const slow = await database.client();
  await slow.query("BEGIN");
  await store.within(slow).commit([moving("slow", 0)]);
  await store.commit([moving("quick", 0)]);
  expect(await changesIn(store, end)).toEqual([]);
  expect(await store.changesEnd()).toBe(end);
  await slow.query("COMMIT");
  const keys = (await changesIn(store, end)).map(({ key }) => key);
  expect(keys).toEqual(["slow", "quick"]);
});

test("a reader beside many writers sees every entry once, each subscription's in order", async () => {
  const stores = await Promise.all(
    Array.from({ length: 3 }, () => database.store({ schema: "reader" })),
  );
  const [reader] = stores;
  if (reader === undefined) throw new Error("no store");
  let writing = true;
  const seen: { readonly key: string; readonly version: number }[] = [];
  const read = async (): Promise<void> => {
    let cursor: string | undefined;
    for (;;) {
      const last = !writing;
      const changes = await reader.changes(cursor, 7);
      seen.push(...changes.map(({ entry }) => entry));
      cursor = changes.at(-1)?.cursor ?? cursor;
      if (last && changes.length === 0) return;
    }
  };
  const write = async (store: (typeof stores)[number], nth: number): Promise<void> => {
    for (let version = 0; version < 40; version += 1) {
      await store.commit([moving(`R-${nth}-a`, version), moving(`R-${nth}-b`, version)]);
    }
  };
  const reading = read();
  await Promise.all(stores.map(write));
  writing = false;
  await reading;
  expect(seen).toHaveLength(3 * 2 * 40);
  for (const key of new Set(seen.map((entry) => entry.key))) {
    const versions = seen.filter((entry) => entry.key === key).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  }
});
