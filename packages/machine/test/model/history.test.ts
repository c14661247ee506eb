import { verifyMachine } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

describe("in every history", () => {
  test("the machine does what the manual's tables say, and every invariant holds", () => {
    const report = verifyMachine({ runs: 1000, maximumEvents: 80 });
    expect(report.isSound, report.text).toBe(true);
  }, 60_000);
});
