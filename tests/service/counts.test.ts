import { test as propertyTest } from "@fast-check/vitest";
import { virtualClock, type SubscriptionFilter } from "@tenure/engine";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { countsOf } from "../../apps/tenure/src/api/counts.ts";

const statuses = ["active", "suspended", "terminated"] as const;
const states = ["none", "pending", "stuck"] as const;
const parties = ["nobody", "vendor", "operator"] as const;

interface Kept {
  readonly status: (typeof statuses)[number];
  readonly requestState: (typeof states)[number];
  readonly awaited: (typeof parties)[number];
}

const fits = (one: Kept, filter: SubscriptionFilter): boolean =>
  (["status", "requestState", "awaited"] as const).every(
    (name) => (filter[name] ?? []).length === 0 || (filter[name] as string[]).includes(one[name]),
  );

/** Something that counts, and how often it was asked to. */
function counting(kept: readonly Kept[], takes = 0) {
  const clock = virtualClock(0);
  const asked: SubscriptionFilter[] = [];
  const engine = {
    async tally(facets: readonly (keyof Kept)[], filter: SubscriptionFilter = {}) {
      asked.push(filter);
      if (takes > 0) await clock.advance(takes);
      const left = kept.filter((one) => fits(one, filter));
      const tallyOf = (facet: keyof Kept) =>
        new Map(
          left.map((of) => [of[facet], left.filter((one) => one[facet] === of[facet]).length]),
        );
      return Object.fromEntries(facets.map((facet) => [facet, tallyOf(facet)]));
    },
  };
  return { clock, asked, count: countsOf({ engine: engine as never, clock }) };
}

describe("the counts", () => {
  const record = fc.record({
    status: fc.constantFrom(...statuses),
    requestState: fc.constantFrom(...states),
    awaited: fc.constantFrom(...parties),
  });
  const filters = fc.record(
    {
      status: fc.subarray([...statuses]),
      requestState: fc.subarray([...states]),
      awaited: fc.subarray([...parties]),
    },
    { requiredKeys: [] },
  );

  propertyTest.prop([fc.array(record, { maxLength: 40 }), filters])(
    "are those of what a filter leaves, each value for itself",
    async (kept, filter) => {
      const counts = await counting(kept).count(filter);
      const left = kept.filter((one) => fits(one, filter));
      expect(counts.total).toBe(left.length);
      const told = {
        status: counts.byStatus,
        requestState: counts.byRequestState,
        awaited: counts.byAwaited,
      };
      for (const name of ["status", "requestState", "awaited"] as const) {
        const asked: readonly string[] = filter[name] ?? [];
        for (const value of [...statuses, ...states, ...parties]) {
          const expected = left.filter((one) => one[name] === value).length;
          const isAsked = asked.length === 0 || asked.includes(value);
          expect([name, value, told[name][value] ?? 0]).toEqual([
            name,
            value,
            isAsked ? expected : 0,
          ]);
        }
      }
    },
  );

  test("are counted once for all who ask at once, and again after a second", async () => {
    const { count, asked, clock } = counting([]);
    await Promise.all([count({}), count({}), count({})]);
    const once = asked.length;
    await count({});
    expect(asked).toHaveLength(once);
    await clock.advance(1000);
    await count({});
    expect(asked).toHaveLength(2 * once);
    await count({ tenant: "*" });
    expect(asked).toHaveLength(3 * once);
  });

  test("that take long are kept for longer, so that counting never takes most of the time", async () => {
    const { count, asked, clock } = counting([], 100);
    await count({});
    const once = asked.length;
    await clock.advance(20 * 100 * once - 1);
    await count({});
    expect(asked).toHaveLength(once);
    await clock.advance(1);
    await count({});
    expect(asked).toHaveLength(2 * once);
  });

  test("that failed are counted again by whoever asks next", async () => {
    let fails = true;
    const engine = {
      async tally() {
        if (fails) throw new Error("out of reach");
        return { status: new Map([["active", 8]]), requestState: new Map(), awaited: new Map() };
      },
    };
    const count = countsOf({ engine: engine as never, clock: virtualClock(0) });
    await expect(count({})).rejects.toThrow("out of reach");
    fails = false;
    expect((await count({})).total).toBe(8);
  });
});
