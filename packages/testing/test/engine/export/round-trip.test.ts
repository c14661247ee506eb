import { fc, test } from "@fast-check/vitest";
import type { SubscriptionEventInput } from "@tenure/machine";
import { describe, expect, vi } from "vitest";

import type { HistoryExport } from "../../../../engine/src/export/history-export.ts";
import { importHistory } from "../../../../engine/src/export/import-history.ts";
import { parseHistoryExport } from "../../../../engine/src/export/parse-export.ts";
import { verifyHistoryExport } from "../../../../engine/src/export/verify-export.ts";
import type { Store } from "../../../../engine/src/ports/store.ts";
import { createReader } from "../../../../engine/src/reader.ts";
import { memoryStore } from "../../../src/store/index.ts";
import { longHistory, record } from "../read/recorded.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

const key = "AS-1";
const drop = { outstanding: "drop" } as const;

async function opened(): Promise<Store> {
  const store = memoryStore();
  await store.open();
  return store;
}

/** A history, exported, and once through JSON text, as a file would take it. */
async function exported(
  steps: readonly SubscriptionEventInput[],
  redacted = false,
): Promise<HistoryExport> {
  const store = await opened();
  await record(store, { key }, steps);
  const document = await createReader({ store }).export(key, { redacted });
  return JSON.parse(JSON.stringify(document)) as HistoryExport;
}

async function isEmpty(store: Store): Promise<boolean> {
  const [changes, rows, backlog] = await Promise.all([
    store.changes(undefined, 1),
    store.list({}, { limit: 1 }),
    store.backlog(),
  ]);
  return changes.length === 0 && rows.rows.length === 0 && backlog === 0;
}

const purchase: readonly SubscriptionEventInput[] = [
  { type: "request.pending", request: { id: "PR-1", type: "purchase", reason: "please" } },
  { type: "answer.approve", requestId: "PR-1", parameters: { seats: "7" } },
  { type: "request.approved", request: { id: "PR-1", type: "purchase" } },
];

describe("a history exported whole", () => {
  test.prop([longHistory], { numRuns: 30 })(
    "and imported is the same history, and exports the same again",
    async (steps) => {
      const document = await exported(steps);
      expect(verifyHistoryExport(parseHistoryExport(document))).toEqual({
        type: "intact",
        entries: document.entries.length,
        checked: "content",
      });
      const other = await opened();
      await importHistory({ store: other }, document, drop);
      const reader = createReader({ store: other });
      expect(await reader.verify(key)).toEqual({
        type: "intact",
        entries: document.entries.length,
      });
      expect(await reader.export(key, { redacted: false })).toEqual(document);
      expect(await reader.at(key, document.entries.length)).toEqual(document.record.snapshot);
    },
  );

  test("appears in the feed of changes, entry by entry", async () => {
    const document = await exported(purchase);
    const store = await opened();
    await importHistory({ store }, document, drop);
    const changes = await store.changes(undefined, 10);
    expect(changes.map(({ entry }) => entry)).toEqual(document.entries);
  });

  test("keeps since when it is as it is, which an upgraded store may know otherwise", async () => {
    const document = await exported(purchase);
    const head = { ...document.record, stateSince: document.record.stateSince - 5 };
    const store = await opened();
    await importHistory({ store }, { ...document, record: head }, drop);
    const [found] = await store.load([{ key }]);
    expect(found?.record).toEqual(head);
  });

  test("goes on living where it was imported, under the next version", async () => {
    const store = await opened();
    await importHistory({ store }, await exported(purchase), drop);
    await record(store, { key }, [{ type: "renewal.changed", renewal: "manual" }]);
    expect(await createReader({ store }).verify(key)).toEqual({ type: "intact", entries: 4 });
  });

  test("is of another tenant only where that is served", async () => {
    const from = await opened();
    await record(from, { key: "acme:AS-1" }, purchase);
    const reader = createReader({ store: from, tenants: ["acme"] });
    const document = await reader.export("acme:AS-1", { redacted: false });
    const store = await opened();
    await expect(importHistory({ store }, document, drop)).rejects.toMatchObject({
      code: "tenant_unknown",
    });
    expect(await isEmpty(store)).toBe(true);
    await importHistory({ store, tenants: ["acme"] }, document, drop);
    expect((await store.list({ tenant: "acme" }, { limit: 9 })).rows).toHaveLength(1);
  });
});

describe("an import", () => {
  test("does not touch a subscription that is there", async () => {
    const document = await exported(purchase);
    const store = await opened();
    await record(store, { key }, purchase.slice(0, 1));
    const before = await store.load([{ key }]);
    await expect(importHistory({ store }, document, drop)).rejects.toMatchObject({
      code: "subscription_exists",
    });
    expect(await store.load([{ key }])).toEqual(before);
    expect(await store.history(key, { after: 0, limit: 9 })).toHaveLength(1);
  });

  test("done twice is done once", async () => {
    const document = await exported(purchase);
    const store = await opened();
    const both = await Promise.allSettled([
      importHistory({ store }, document, drop),
      importHistory({ store }, document, drop),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await createReader({ store }).verify(key)).toEqual({ type: "intact", entries: 3 });
  });

  test("of a redacted document is refused", async () => {
    const store = await opened();
    await expect(
      importHistory({ store }, await exported(purchase, true), drop),
    ).rejects.toMatchObject({ code: "import_invalid" });
    const passedOff = { ...(await exported(purchase, true)), redacted: false };
    await expect(importHistory({ store }, passedOff, drop)).rejects.toMatchObject({
      code: "import_invalid",
    });
    expect(await isEmpty(store)).toBe(true);
  });

  test("does nothing before it is told what becomes of outstanding work", async () => {
    const store = await opened();
    const document = await exported(purchase);
    await expect(importHistory({ store }, document, {} as never)).rejects.toMatchObject({
      code: "options_invalid",
    });
    expect(await isEmpty(store)).toBe(true);
  });

  test("of a snapshot that goes by another key is refused", async () => {
    const document = await exported(purchase);
    const { record: head } = document;
    const context = { ...head.snapshot.context, key: "AS-2" };
    const snapshot = { ...head.snapshot, context };
    const store = await opened();
    await expect(
      importHistory({ store }, { ...document, record: { ...head, snapshot } }, drop),
    ).rejects.toMatchObject({ code: "import_invalid" });
    expect(await isEmpty(store)).toBe(true);
  });

  test("under another key or tenant is refused, since the hashes are of its own", async () => {
    const document = await exported(purchase);
    const store = await opened();
    const under = (names: { readonly key: string; readonly tenant: string }) => ({
      ...document,
      ...names,
      record: { ...document.record, ...names },
      entries: document.entries.map((entry) => ({ ...entry, key: names.key })),
    });
    const target = { store, tenants: ["acme"] };
    for (const names of [
      { key: "AS-2", tenant: "default" },
      { key: "AS-1", tenant: "acme" },
      { key: "acme:AS-1", tenant: "acme" },
    ]) {
      await expect(importHistory(target, under(names), drop)).rejects.toMatchObject({
        code: "import_invalid",
      });
      const renamed = { ...document, ...names, record: { ...document.record, ...names } };
      await expect(importHistory(target, renamed, drop)).rejects.toMatchObject({
        code: "import_invalid",
      });
    }
    expect(await isEmpty(store)).toBe(true);
  });

  test.each([
    ["a newer format", { formatVersion: 2 }, /release that knows it/u],
    ["a newer machine", { machineVersion: 99 }, /release that knows it/u],
    ["another format", { format: "something" }, /no exported history/u],
    ["no entries", { entries: [] }, /entries/u],
  ])("of %s is refused with the reason", async (_, difference, reason) => {
    const document = { ...(await exported(purchase)), ...difference };
    expect(() => parseHistoryExport(document)).toThrow(reason);
  });

  test.prop([fc.oneof(fc.anything(), fc.jsonValue())])(
    "of anything else is refused",
    async (anything) => {
      const store = await opened();
      await expect(importHistory({ store }, anything, drop)).rejects.toMatchObject({
        code: "import_invalid",
      });
    },
  );

  test("of a document that is nested too deep to be read is refused", async () => {
    const deep = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`) as unknown;
    const document = await exported(purchase);
    const store = await opened();
    const { record: head, entries } = document;
    const context = { ...head.snapshot.context, parameters: { deep } };
    const bombs = [
      { ...document, entries: deep },
      { ...document, entries: [{ ...entries[0], event: { type: "operator.retry", deep } }] },
      { ...document, record: { ...head, snapshot: { ...head.snapshot, context } } },
    ];
    for (const bomb of bombs) {
      await expect(importHistory({ store }, bomb, drop)).rejects.toMatchObject({
        code: "import_invalid",
      });
    }
    expect(await isEmpty(store)).toBe(true);
  });

  /** Every place in a document, as the path that leads there. */
  function paths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof value !== "object" || value === null) return [path];
    const inside = Object.entries(value).flatMap(([name, field]) => paths(field, [...path, name]));
    return path.length === 0 ? inside : [path, ...inside];
  }

  function put(value: unknown, [name = "", ...rest]: readonly string[], by: unknown): unknown {
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
    const fields = copy as Record<string, unknown>;
    fields[name] = rest.length === 0 ? by : put(fields[name], rest, by);
    return copy;
  }

  const damage = fc.oneof(
    fc.constantFrom(null, 0, -1, "", [], {}, true, "0".repeat(64)),
    fc.string(),
    fc.integer(),
  );
  /** What its history does not tell, and what says nothing of the subscription. */
  const free = new Set(["record.stateSince", "machineVersion"]);

  test.prop([longHistory, fc.nat(), damage], { numRuns: 150 })(
    "of a document with anything in it replaced is refused, and writes nothing",
    async (steps, place, by) => {
      const document = await exported(steps.slice(0, 12));
      const places = paths(document).filter((path) => !free.has(path.join(".")));
      const path = places[place % places.length] ?? [];
      const damaged = put(document, path, by);
      fc.pre(JSON.stringify(damaged) !== JSON.stringify(document));
      const store = await opened();
      await expect(importHistory({ store }, damaged, drop)).rejects.toMatchObject({
        code: "import_invalid",
      });
      expect(await isEmpty(store)).toBe(true);
    },
  );
});
