import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { backoff } from "../src/dispatch/backoff.ts";

const policy = { base: 500, cap: 60_000, attempts: 8, lost: 16 };
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test.prop([fc.nat({ max: 10_000 }), random, fc.option(fc.nat(), { nil: undefined })])(
  "a wait is a whole number, within its ceiling unless a longer one was asked for",
  (before, drawn, atLeast) => {
    const wait = backoff(policy, before, { random: () => drawn, atLeast });
    expect(Number.isSafeInteger(wait)).toBe(true);
    expect(wait).toBeGreaterThanOrEqual(atLeast ?? 0);
    expect(wait).toBeLessThanOrEqual(Math.max(60_000, atLeast ?? 0));
  },
);

test("the ceiling doubles with each attempt until it reaches the cap", () => {
  const ceilings = [0, 1, 2, 6, 7, 8].map((before) =>
    backoff(policy, before, { random: () => 0.999_999_999 }),
  );
  expect(ceilings).toEqual([499, 999, 1999, 31_999, 59_999, 59_999]);
});
