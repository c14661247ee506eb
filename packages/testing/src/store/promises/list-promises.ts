/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Store } from "@tenure/engine";
import * as fc from "fast-check";

import { moving } from "./commits.ts";
import type { Promised } from "./promised.ts";

type ListFilter = Parameters<Store["list"]>[0];

/** Keys that collations order differently, ascending by code point. */
const orderedKeys = [
  "!",
  "'",
  "-a",
  "10",
  "9",
  "A",
  "AS-1",
  "AS-1-",
  "AS-10",
  "AS-2",
  "B",
  "Z-1",
  "_",
  "a",
  "a b",
  "a-b",
  "ab",
  "acme:AS-1",
  "acme:a",
  "e\u0301",
  "z-1",
  "~",
  "é",
  "Ω",
  "漢",
  "\uFB01",
  "\uFFFD",
  "\u{1F4A9}",
];

/** Reads a list page by page; checks that only the last page says that it is the last. */
async function listed(store: Store, filter: ListFilter, limit: number): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list(filter, after === undefined ? { limit } : { after, limit });
    assert.ok(page.rows.length <= limit, "a page is no longer than its limit");
    assert.ok(page.next === undefined || page.rows.length === limit, "only the last page is short");
    keys.push(...page.rows.map(({ key }) => key));
    assert.equal(new Set(keys).size, keys.length, "no row comes twice");
    after = page.next;
  } while (after !== undefined);
  return keys;
}

const someRecord = fc.record({
  status: fc.constantFrom("active", "suspended", "terminated"),
  requestState: fc.constantFrom("none", "pending", "stuck"),
  awaited: fc.constantFrom("nobody", "vendor", "operator"),
  requestType: fc.constantFrom(null, "purchase", "change"),
  adapter: fc.constantFrom("connect", "bridge"),
  tenant: fc.constantFrom("default", "acme"),
} as const);

const someFilter = fc.record(
  {
    status: fc.subarray(["active", "suspended"] as const),
    requestState: fc.subarray(["none", "pending", "stuck"] as const),
    awaited: fc.subarray(["nobody", "vendor"] as const),
    requestType: fc.subarray(["purchase", "change", "resume"]),
    adapter: fc.constantFrom("connect", "bridge", "nobody"),
    tenant: fc.constantFrom("default", "acme", "nobody"),
  },
  { requiredKeys: [] },
);

const someList = fc.record({
  records: fc.dictionary(fc.constantFrom(...orderedKeys), someRecord, {
    maxKeys: 20,
    noNullPrototype: true,
  }),
  queries: fc.array(fc.record({ filter: someFilter, limit: fc.integer({ min: 1, max: 7 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
});

function isAmong(value: string | null, wanted: string | readonly string[] | undefined): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  return value !== null && [wanted].flat().includes(value);
}

/** What a list of subscriptions holds, and in which order. */
export const listPromises: readonly Promised[] = [
  {
    name: "a list is ascending by code point, whatever the keys look like",
    async keep(stage) {
      const store = await stage.open();
      await store.commit(orderedKeys.toReversed().map((key) => moving(key, 0)));
      assert.deepEqual(await listed(store, {}, 99), orderedKeys);
      for (const limit of [1, 3]) assert.deepEqual(await listed(store, {}, limit), orderedKeys);
    },
  },
  {
    name: "a page may begin behind a key that is not there",
    async keep(stage) {
      const store = await stage.open();
      await store.commit(["B", "D"].map((key) => moving(key, 0)));
      const keys = async (after: string) =>
        (await store.list({}, { after, limit: 9 })).rows.map(({ key }) => key);
      assert.deepEqual(await keys("A"), ["B", "D"]);
      assert.deepEqual(await keys("B"), ["D"]);
      assert.deepEqual(await keys("C"), ["D"]);
      assert.deepEqual(await keys("D"), []);
    },
  },
  {
    name: "each filter narrows, several narrow together, and of several values any fits",
    async keep(stage) {
      const store = await stage.open();
      const stuck = { requestState: "stuck", awaited: "operator", requestType: "change" } as const;
      const pending = {
        requestState: "pending",
        awaited: "vendor",
        requestType: "resume",
      } as const;
      await store.commit([
        moving("A", 0, { record: { ...stuck } }),
        moving("B", 0, { record: { adapter: "bridge" } }),
        moving("C", 0, { record: { ...pending, status: "suspended" } }),
        moving("acme:D", 0, { record: { status: "terminated" } }),
      ]);
      const expectations: readonly (readonly [ListFilter, readonly string[]])[] = [
        [{ status: ["active"] }, ["A", "B"]],
        [{ status: ["suspended", "active", "active"] }, ["A", "B", "C"]],
        [{ requestState: ["stuck", "pending"] }, ["A", "C"]],
        [{ requestState: ["stuck", "none"], status: ["active"] }, ["A", "B"]],
        [{ awaited: ["vendor"] }, ["C"]],
        [{ awaited: ["operator", "nobody"] }, ["A", "B", "acme:D"]],
        [{ requestType: ["change", "resume"] }, ["A", "C"]],
        [{ requestType: ["purchase"] }, []],
        [{ requestType: ["change"], requestState: ["stuck"], awaited: ["operator"] }, ["A"]],
        [{ requestType: ["change"], requestState: ["pending"] }, []],
        [{ adapter: "bridge", status: ["active", "terminated"] }, ["B"]],
        [{ adapter: "nobody" }, []],
        [{ tenant: "acme" }, ["acme:D"]],
        [{ tenant: "default", adapter: "connect" }, ["A", "C"]],
        [{ tenant: "acme", status: ["active"] }, []],
        [{ status: [], requestState: [], awaited: [], requestType: [] }, ["A", "B", "C", "acme:D"]],
      ];
      for (const [filter, keys] of expectations) {
        assert.deepEqual(await listed(store, filter, 9), keys, JSON.stringify(filter));
        assert.equal(await store.count(filter), keys.length, JSON.stringify(filter));
      }
    },
  },
  {
    name: "a subscription is found by what it is now, not by what it was",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        moving("A", 0, { record: { requestState: "pending", requestType: "purchase" } }),
        moving("A", 1, { record: { status: "suspended" } }),
      ]);
      assert.deepEqual(await listed(store, { requestState: ["pending"] }, 9), []);
      assert.deepEqual(await listed(store, { requestType: ["purchase"] }, 9), []);
      assert.deepEqual(await listed(store, { status: ["suspended"] }, 9), ["A"]);
      assert.equal(await store.count({ status: ["active"] }), 0);
    },
  },
  {
    name: "pages of any size, put together, are the whole filtered list, and count agrees",
    async keep(stage) {
      await stage.property(
        someList,
        async (store, { records, queries }) => {
          const keys = Object.keys(records);
          await store.commit(
            Object.entries(records).map(([key, record]) => moving(key, 0, { record })),
          );
          for (const { filter, limit } of queries) {
            const expected = orderedKeys.filter((key) => {
              const record = records[key];
              if (!keys.includes(key) || record === undefined) return false;
              return (
                isAmong(record.status, filter.status) &&
                isAmong(record.requestState, filter.requestState) &&
                isAmong(record.awaited, filter.awaited) &&
                isAmong(record.requestType, filter.requestType) &&
                isAmong(record.adapter, filter.adapter) &&
                isAmong(record.tenant, filter.tenant)
              );
            });
            assert.deepEqual(await listed(store, filter, limit), expected);
            assert.equal(await store.count(filter), expected.length);
          }
        },
        0.5,
      );
    },
  },
];
