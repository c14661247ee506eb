import { test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { RecentResults } from "../src/layout/recent-results.ts";

/** What is asked for: a key whose result has a weight of its own, and is good for so long. */
const question = fc.record({ key: fc.nat({ max: 8 }), wait: fc.constantFrom(0, 0, 0, 40) });

const weightOf = (key: number): number => 1 + (key % 4);
const keptFor = (key: number): number =>
  key === 7 ? 0 : key === 8 ? 100 : Number.POSITIVE_INFINITY;

interface Kept {
  readonly key: number;
  readonly goodUntil: number;
}

const weightOfAll = (kept: readonly Kept[]): number =>
  kept.reduce((sum, { key }) => sum + weightOf(key), 0);

describe("recent results", () => {
  test.prop([
    fc.array(question, { maxLength: 80 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 12 }),
  ])(
    "are kept as a simple model keeps them: good ones only, those asked for last, within both limits",
    async (questions, maximumResults, maximumWeight) => {
      const clock = virtualClock();
      const results = new RecentResults<number>({
        maximumResults,
        maximumWeight,
        weightOf,
        keptFor,
        clock,
      });
      let kept: readonly Kept[] = [];
      for (const { key, wait } of questions) {
        if (wait > 0) await clock.advance(wait);
        const known = kept.find((one) => one.key === key && one.goodUntil > clock.now());
        let isFound = false;
        const result = await results.find(String(key), async () => {
          isFound = true;
          return key;
        });
        expect(result).toBe(key);
        expect(isFound).toBe(known === undefined);
        const others = kept.filter((one) => one.key !== key);
        const goodUntil = known?.goodUntil ?? clock.now() + keptFor(key);
        kept = keptFor(key) === 0 ? others : [...others, { key, goodUntil }];
        if (known !== undefined) continue;
        while (kept.length > maximumResults || weightOfAll(kept) > maximumWeight)
          kept = kept.slice(1);
      }
    },
    120_000,
  );

  test("are found once for all who ask while they are being found", async () => {
    const results = new RecentResults<number>({
      maximumResults: 1,
      maximumWeight: 1,
      weightOf,
      keptFor,
      clock: virtualClock(),
    });
    let finds = 0;
    const find = async () => {
      finds += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return 4;
    };
    expect(await Promise.all([1, 2, 3].map(async () => results.find("4", find)))).toEqual([
      4, 4, 4,
    ]);
    expect(finds).toBe(1);
  });
});
