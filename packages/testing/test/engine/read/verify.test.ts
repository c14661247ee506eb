import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, vi } from "vitest";

import type { Store } from "../../../../engine/src/ports/store.ts";
import type { HistoryEntry } from "../../../../engine/src/ports/subscription-record.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { entryHash, genesisHash } from "../../../../engine/src/record/history-hash.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { longHistory, record } from "./recorded.ts";
import { take } from "./take.ts";
import { wrapped } from "./wrapped.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

const key = "AS-1";

async function recorded(steps: readonly SubscriptionEventInput[]): Promise<Store> {
  const store = memoryStore();
  await store.open();
  await record(store, { key }, steps);
  return store;
}

type Tampering = (entry: HistoryEntry, draw: () => string) => HistoryEntry;

/** One way to falsify each part an entry has. */
const tamperings: Readonly<Record<keyof HistoryEntry, Tampering>> = {
  key: (entry, draw) => ({ ...entry, key: `${entry.key}${draw()}` }),
  version: (entry) => ({ ...entry, version: entry.version + 1 }),
  at: (entry) => ({ ...entry, at: entry.at + 1 }),
  event: (entry, draw) => ({
    ...entry,
    event: { ...entry.event, reason: draw() } as HistoryEntry["event"],
  }),
  verdict: (entry) => ({
    ...entry,
    verdict:
      entry.verdict.type === "unchanged"
        ? { type: "moved" }
        : { type: "unchanged", reason: "known" },
  }),
  effects: (entry) => ({
    ...entry,
    effects: [...entry.effects, { type: "cancelTimer", timer: "schedule" }],
  }),
  drift: (entry) => ({ ...entry, drift: !entry.drift }),
  previousHash: (entry) => ({ ...entry, previousHash: flipped(entry.previousHash) }),
  hash: (entry) => ({ ...entry, hash: flipped(entry.hash) }),
};

const flipped = (hash: string): string => `${hash.startsWith("0") ? "1" : "0"}${hash.slice(1)}`;

/** A store that shows another history than the one it was given. */
const showing = (
  store: Store,
  change: (entry: HistoryEntry) => HistoryEntry | undefined,
): Store => ({
  ...wrapped(store),
  history: async (...rest) =>
    (await store.history(...rest)).map(change).filter((entry) => entry !== undefined),
});

describe("a history", () => {
  test.prop([longHistory], { numRuns: 25 })(
    "that was left alone is intact, whatever happened in it",
    async (steps) => {
      const store = await recorded(steps);
      const { version = 0 } = (await createReader({ store }).get(key)) ?? {};
      expect(await createReader({ store }).verify(key)).toEqual({
        type: "intact",
        entries: version,
      });
    },
  );

  const part = fc.constantFrom(...(Object.keys(tamperings) as (keyof HistoryEntry)[]));

  test.prop([longHistory, fc.nat(), part, fc.string({ minLength: 1 })], { numRuns: 80 })(
    "with any part of any entry falsified is broken at that entry, or at the one behind it",
    async (steps, place, tampered, text) => {
      const store = await recorded(steps);
      const { version: last = 1 } = (await createReader({ store }).get(key)) ?? {};
      const victim = (place % last) + 1;
      const falsified = showing(store, (entry) =>
        entry.version === victim ? tamperings[tampered](entry, () => text) : entry,
      );
      const verification = await createReader({ store: falsified }).verify(key);
      expect(verification).toMatchObject({ type: "broken" });
      if (verification.type !== "broken") return;
      expect([victim, victim + 1]).toContain(verification.version);
    },
  );

  test.prop([longHistory, fc.nat()], { numRuns: 25 })(
    "with any entry taken out is broken",
    async (steps, place) => {
      const store = await recorded(steps);
      const { version: last = 1 } = (await createReader({ store }).get(key)) ?? {};
      const victim = (place % last) + 1;
      const holed = showing(store, (entry) => (entry.version === victim ? undefined : entry));
      expect(await createReader({ store: holed }).verify(key)).toMatchObject({
        type: "broken",
        reason: victim === last ? "head" : "gap",
      });
    },
  );

  const story: readonly SubscriptionEventInput[] = [
    { type: "request.pending", request: { id: "PR-1", type: "purchase" } },
    { type: "request.approved", request: { id: "PR-1", type: "purchase" } },
  ];

  test("falsified with every hash made to fit is found by living it again", async () => {
    const store = await recorded(story);
    const honest = await store.history(key, { after: 0, limit: 10 });
    let previousHash = genesisHash;
    const forged = honest.map((entry) => {
      const request = { id: "PR-1", type: "purchase", parameters: { seats: "9" } };
      const event =
        entry.event.type === "request.approved" ? { ...entry.event, request } : entry.event;
      const content = { ...entry, event, previousHash };
      previousHash = entryHash(content);
      return { ...content, hash: previousHash };
    });
    const forging: Store = {
      ...wrapped(store),
      history: async (_, { after }) => forged.filter(({ version }) => version > after),
      load: async (batch) =>
        (await store.load(batch)).map(
          ({ record: honestRecord }) =>
            ({ record: { ...honestRecord, hash: previousHash } }) as never,
        ),
    };
    expect(await createReader({ store: forging }).verify(key)).toEqual({
      type: "broken",
      version: 2,
      reason: "replay",
    });
  });

  test("that the record lags behind is broken at its head", async () => {
    const store = await recorded(story);
    const [old] = await (await recorded(story.slice(0, 1))).load([{ key }]);
    const rolledBack: Store = { ...wrapped(store), load: async () => [old ?? {}] };
    expect(await createReader({ store: rolledBack }).verify(key)).toEqual({
      type: "broken",
      version: 2,
      reason: "head",
    });
  });

  test("of which the record knows another end is broken at its head", async () => {
    const store = await recorded(story);
    const falsified: Store = {
      ...wrapped(store),
      load: async (batch) =>
        (await store.load(batch)).map(
          (found) => ({ record: { ...found.record, hash: genesisHash } }) as never,
        ),
    };
    expect(await createReader({ store: falsified }).verify(key)).toEqual({
      type: "broken",
      version: 2,
      reason: "head",
    });
  });

  test("of another subscription is broken at its first entry", async () => {
    const store = await recorded([]);
    await record(store, { key: "AS-2" }, story);
    const mistaken: Store = {
      ...wrapped(store),
      load: () => store.load([{ key: "AS-2" }]),
      history: (_, options) => store.history("AS-2", options),
    };
    expect(await createReader({ store: mistaken }).verify(key)).toEqual({
      type: "broken",
      version: 1,
      reason: "content",
    });
  });

  test("that grows while it is checked is intact", async () => {
    const store = await recorded(story.slice(0, 1));
    let grown = false;
    const growing: Store = {
      ...wrapped(store),
      history: async (...rest) => {
        if (!grown) {
          grown = true;
          await record(store, { key }, story.slice(1));
        }
        return store.history(...rest);
      },
    };
    expect(await createReader({ store: growing }).verify(key)).toEqual({
      type: "intact",
      entries: 1,
    });
  });

  test.each(["status", "requestState", "requestId", "requestType", "awaited", "tenant"] as const)(
    "beside a record whose %s is not what its snapshot says is broken",
    async (field) => {
      const store = await recorded(story);
      const falsified: Store = {
        ...wrapped(store),
        load: async (batch) =>
          (await store.load(batch)).map(
            (found) => ({ record: { ...found.record, [field]: "another" } }) as never,
          ),
      };
      expect(await createReader({ store: falsified }).verify(key)).toMatchObject({
        type: "broken",
        reason: "replay",
      });
    },
  );
});

describe("verifying all", () => {
  test("goes through them by key, and goes on behind a key", async () => {
    const store = await recorded([]);
    const event = {
      type: "request.pending",
      request: { id: "PR-1", type: "purchase" },
    } as const;
    const keys = Array.from({ length: 230 }, (_, index) => `AS-${1000 + index}`);
    for (const one of keys) await record(store, { key: one }, [event]);
    await record(store, { key: "acme:AS-1" }, [event]);
    const reader = createReader({ store });
    const all = await take(reader.verifyAll());
    expect(all.map((one) => one.key)).toEqual(keys);
    expect(all.every(({ verification }) => verification?.type === "intact")).toBe(true);
    const rest = await take(reader.verifyAll({ after: "AS-1199" }));
    expect(rest.map((one) => one.key)).toEqual(keys.slice(200));
  });

  test("tells of one that cannot be read and goes on to the others", async () => {
    const store = await recorded([]);
    const event = {
      type: "request.pending",
      request: { id: "PR-1", type: "purchase" },
    } as const;
    for (const one of ["AS-1", "AS-2", "AS-3"]) await record(store, { key: one }, [event]);
    const newer: Store = {
      ...wrapped(store),
      load: async (batch) =>
        (await store.load(batch)).map((found) =>
          found.record?.key === "AS-2"
            ? ({ record: { ...found.record, snapshot: { machineVersion: 99 } } } as never)
            : found,
        ),
    };
    const all = await take(createReader({ store: newer }).verifyAll());
    expect(all).toMatchObject([
      { key: "AS-1", verification: { type: "intact" } },
      { key: "AS-2", error: { code: "snapshot_version" } },
      { key: "AS-3", verification: { type: "intact" } },
    ]);
  });
});
