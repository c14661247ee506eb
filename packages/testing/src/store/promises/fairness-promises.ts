/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";

import type { Commit } from "@tenure/engine";
import * as fc from "fast-check";

import { claiming, claimingUpTo, ids } from "./claims.ts";
import { due, moving } from "./commits.ts";
import type { Promised } from "./promised.ts";

/** So many subscriptions of a tenant with one effect each, due at the times given. */
function dueOf(tenant: string, times: readonly number[]): readonly Commit[] {
  return times.map((at, index) => {
    const key = `${tenant}:${index}`;
    return moving(key, 0, { effects: [due(`${key}/1/0`, at)] });
  });
}

const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);

function countOf(values: readonly string[], value: string): number {
  return values.filter((one) => one === value).length;
}

/** Whether tenants had their turns: none is behind another by more than one, unless it has no more. */
function isFair(taken: readonly string[], waiting: ReadonlyMap<string, number>): boolean {
  const most = Math.max(0, ...[...waiting.keys()].map((tenant) => countOf(taken, tenant)));
  return [...waiting].every(([tenant, count]) => {
    const had = countOf(taken, tenant);
    return had >= most - 1 || had === count;
  });
}

const someTenants = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  limits: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
});

/** One tenant's crowd does not keep the others waiting. */
export const fairnessPromises: readonly Promised[] = [
  {
    name: "a tenant with hundreds due leaves the others their turn",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        ...dueOf("crowd", upTo(300)),
        ...dueOf("small", [310, 320]),
        ...dueOf("single", [400]),
      ]);
      const now = { now: 500, leaseUntil: 900 };
      const tenants = async (limit: number) =>
        (await store.claim(claimingUpTo(limit, now))).map(({ tenant }) => tenant).toSorted();
      assert.deepEqual(await tenants(4), ["crowd", "crowd", "single", "small"]);
      assert.deepEqual(await tenants(2), ["crowd", "small"]);
      assert.deepEqual(await tenants(3), ["crowd", "crowd", "crowd"]);
    },
  },
  {
    name: "what the caller holds of a tenant are turns that it has had",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([
        ...dueOf("crowd", upTo(30)),
        ...dueOf("small", [31, 32]),
        ...dueOf("z", [33]),
      ]);
      const next = async (limit: number, held: Readonly<Record<string, number>>) => {
        const adapters = [{ adapter: "connect", limit, held }];
        return (await store.claim(claiming({ adapters }))).map(({ tenant }) => tenant).toSorted();
      };
      assert.deepEqual(await next(1, { crowd: 9 }), ["small"]);
      assert.deepEqual(await next(1, { crowd: 9, small: 1 }), ["z"]);
      assert.deepEqual(await next(3, { crowd: 2, small: 1, z: 1 }), ["crowd", "crowd", "small"]);
      assert.deepEqual(await next(2, { crowd: 4, constructor: 1 }), ["crowd", "crowd"]);
    },
  },
  {
    name: "of one tenant the longest due come first",
    async keep(stage) {
      const store = await stage.open();
      await store.commit([...dueOf("a", [40, 10, 30, 20]), ...dueOf("b", [99, 98])]);
      const claimed = ids(await store.claim(claimingUpTo(4)));
      assert.deepEqual(claimed, ["a:1/1/0", "a:3/1/0", "b:0/1/0", "b:1/1/0"]);
    },
  },
  {
    name: "turns are taken within each adapter",
    async keep(stage) {
      const store = await stage.open();
      const bridged = dueOf("c", upTo(9)).map(({ key, effects }) =>
        moving(key, 0, { effects, record: { adapter: "bridge" } }),
      );
      await store.commit([...dueOf("a", upTo(9)), ...dueOf("b", [50]), ...bridged]);
      const adapters = [
        { adapter: "connect", limit: 2 },
        { adapter: "bridge", limit: 2 },
      ];
      const claimed = ids(await store.claim(claiming({ adapters })));
      assert.deepEqual(claimed, ["a:0/1/0", "b:0/1/0", "c:0/1/0", "c:1/1/0"]);
    },
  },
  {
    name: "however many tenants, sizes and limits: turns are fair, full, and the longest due first",
    async keep(stage) {
      await stage.property(
        someTenants,
        async (store, { sizes, limits }) => {
          const waiting = new Map(sizes.map((size, index) => [`t${index}`, size]));
          // Every effect of a tenant has a time of its own, the later subscription the earlier one.
          await store.commit(
            [...waiting].flatMap(([tenant, size]) => dueOf(tenant, upTo(size).toReversed())),
          );
          for (const limit of limits) {
            const claimed = await store.claim(claimingUpTo(limit));
            const taken = claimed.map(({ tenant }) => tenant);
            const left = [...waiting.values()].reduce((sum, count) => sum + count, 0);
            assert.equal(taken.length, Math.min(limit, left));
            assert.ok(isFair(taken, waiting), `${taken.join()} of ${[...waiting].join()}`);
            for (const [tenant, count] of waiting) {
              const had = countOf(taken, tenant);
              const expected = upTo(had).map((index) => `${tenant}:${count - 1 - index}/1/0`);
              const own = claimed.filter((one) => one.tenant === tenant);
              assert.deepEqual(ids(own), expected.toSorted());
              waiting.set(tenant, count - had);
            }
          }
        },
        0.6,
      );
    },
  },
];
