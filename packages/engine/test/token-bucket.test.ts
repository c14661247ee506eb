import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { TokenBucket } from "../src/dispatch/token-bucket.ts";

const rate = fc.double({ min: 0.2, max: 5000, noNaN: true });

test.prop([rate, fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 200 })])(
  "in any stretch of time no more is started than comes back in it, plus a tenth of a second's worth",
  (ratePerSecond, waits) => {
    const bucket = new TokenBucket(ratePerSecond, 0);
    const starts: number[] = [];
    let now = 0;
    for (const wait of waits) {
      now += wait;
      for (let free = Math.min(50, bucket.available(now)); free > 0; free -= 1) {
        bucket.take(now);
        starts.push(now);
      }
    }
    const size = Math.max(1, ratePerSecond / 10);
    for (let first = 0; first < starts.length; first += 7) {
      const from = starts[first] ?? 0;
      const counted = starts.slice(first).filter((at) => at <= from + 1000).length;
      expect(counted).toBeLessThanOrEqual(size + ratePerSecond + 1e-6);
    }
  },
);

test.prop([rate, fc.nat({ max: 1000 })])(
  "an empty bucket says when it has something again, and then has it",
  (ratePerSecond, now) => {
    const bucket = new TokenBucket(ratePerSecond, now);
    while (bucket.available(now) > 0) bucket.take(now);
    let at = bucket.nextAt(now) ?? now;
    expect(at).toBeGreaterThan(now);
    expect(at - now).toBeLessThanOrEqual(Math.ceil(1000 / ratePerSecond));
    // What floating point leaves missing comes within the next millisecond.
    at = bucket.nextAt(at) ?? at;
    expect(bucket.available(at)).toBeGreaterThan(0);
  },
);

test("without a rate there is no limit", () => {
  const bucket = new TokenBucket(undefined, 0);
  for (let start = 0; start < 1000; start += 1) bucket.take(0);
  expect([bucket.available(0), bucket.nextAt(0)]).toEqual([Infinity, undefined]);
});

test("a clock that is set back takes nothing away", () => {
  const bucket = new TokenBucket(10, 10_000);
  expect(bucket.available(0)).toBe(1);
  bucket.take(0);
  expect(bucket.nextAt(0)).toBe(100);
});
