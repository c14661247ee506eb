/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Facet, ListFilter, Store } from "@tenure/engine";
import * as fc from "fast-check";

import { moving } from "./commits.ts";
import type { Promised } from "./promised.ts";

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
  product: fc.constantFrom(null, "PRD-1", "PRD-2"),
  adapter: fc.constantFrom("connect", "bridge"),
  tenant: fc.constantFrom("default", "acme"),
} as const);

type SomeRecord = typeof someRecord extends fc.Arbitrary<infer Value> ? Value : never;

const facets = [
  "status",
  "requestState",
  "awaited",
  "requestType",
  "product",
  "adapter",
  "tenant",
] as const satisfies readonly Facet[];

const someFilter = fc.record(
  {
    status: fc.subarray(["active", "suspended"] as const),
    requestState: fc.subarray(["none", "pending", "stuck"] as const),
    awaited: fc.subarray(["nobody", "vendor"] as const),
    requestType: fc.subarray(["purchase", "change", "resume"]),
    product: fc.subarray(["PRD-1", "PRD-2", "PRD-3"]),
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

function fits(record: SomeRecord, filter: ListFilter): boolean {
  return facets.every((facet) => isAmong(record[facet], filter[facet]));
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
        moving("A", 0, { record: { ...stuck, product: "PRD-1" } }),
        moving("B", 0, { record: { adapter: "bridge", product: "PRD-2" } }),
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
        [{ product: ["PRD-1", "PRD-2"] }, ["A", "B"]],
        [{ product: ["PRD-2", "PRD-3"], status: ["active"] }, ["B"]],
        [{ product: ["PRD-1"], adapter: "bridge" }, []],
        [{ product: ["PRD-3"] }, []],
        [{ adapter: "bridge", status: ["active", "terminated"] }, ["B"]],
        [{ adapter: "nobody" }, []],
        [{ tenant: "acme" }, ["acme:D"]],
        [{ tenant: "default", adapter: "connect" }, ["A", "C"]],
        [{ tenant: "acme", status: ["active"] }, []],
        [
          { status: [], requestState: [], awaited: [], requestType: [], product: [] },
          ["A", "B", "C", "acme:D"],
        ],
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
              return fits(record, filter);
            });
            assert.deepEqual(await listed(store, filter, limit), expected);
            assert.equal(await store.count(filter), expected.length);
          }
        },
        0.5,
      );
    },
  },
  {
    name: "a tally says of each value how many there are, whatever the filter, and leaves none out",
    async keep(stage) {
      await stage.property(
        someList,
        async (store, { records, queries }) => {
          const all = Object.entries(records);
          await store.commit(all.map(([key, record]) => moving(key, 0, { record })));
          for (const { filter } of queries) {
            const found = all.map(([, record]) => record).filter((record) => fits(record, filter));
            const tallies = await store.tally(facets, filter);
            for (const facet of facets) {
              const values = new Set(found.map((record) => record[facet]));
              const expected = new Map(
                [...values].map((value) => [
                  value,
                  found.filter((record) => record[facet] === value).length,
                ]),
              );
              assert.deepEqual(tallies[facet], expected, `${facet} of ${JSON.stringify(filter)}`);
            }
          }
        },
        0.5,
      );
    },
  },
];
