import { describe, expect, test } from "vitest";

import { checkHistories, type Replay } from "./check-histories.ts";

/** What a failure printed, to see it again. */
const replay = process.env["TENURE_REPLAY"];
const histories = replay === undefined ? { numRuns: 500 } : (JSON.parse(replay) as Replay);

describe("in every history", () => {
  test("the machine does what the manual's tables say, and every invariant holds", () => {
    expect(checkHistories(histories)).toBeGreaterThan(0);
  }, 60_000);
});
