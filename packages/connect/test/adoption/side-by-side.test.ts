import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { sideBySide } from "../../src/adoption/side-by-side.ts";

const rest = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const rows = fc.array(fc.record({ takes: fc.nat(4), fails: fc.boolean() }), { maxLength: 20 });

test.prop([rows, fc.integer({ min: 1, max: 6 }), fc.nat(25), fc.boolean()], { numRuns: 60 })(
  "results come in the order of the rows, never more at once than the width, and nothing is left under way",
  async (given, width, taken, isAborted) => {
    let running = 0;
    let most = 0;
    const stopping = new AbortController();
    const work = async ({ takes, fails }: { takes: number; fails: boolean }) => {
      running += 1;
      most = Math.max(most, running);
      await rest(takes);
      running -= 1;
      if (fails) throw new Error("failed");
      return takes;
    };
    const results: number[] = [];
    let error: unknown;
    try {
      for await (const result of sideBySide(given, width, work, stopping.signal)) {
        results.push(result);
        if (results.length < taken) continue;
        if (!isAborted) break;
        stopping.abort();
      }
    } catch (thrown) {
      error = thrown;
    }
    expect(running).toBe(0);
    expect(most).toBeLessThanOrEqual(width);
    expect(results).toEqual(given.slice(0, results.length).map(({ takes }) => takes));
    const failure = given.findIndex(({ fails }) => fails);
    if (error !== undefined) expect(results.length).toBe(failure);
    else if (results.length < taken) {
      expect(failure).toBe(-1);
      expect(results.length).toBe(given.length);
    }
  },
);
