import { verifyHandlers } from "@tenure/testing/cleverbridge";
import { describe, expect, test } from "vitest";

import { brokenVendors, soundVendors } from "./access-vendor.ts";

/** `TENURE_HANDLER_RUNS=5000` lives that many histories with each sound vendor. */
const runs = Number(process.env["TENURE_HANDLER_RUNS"] ?? 40);
const timeout = 3_600_000;

describe("nothing is found of a vendor", { timeout }, () => {
  test.each(Object.entries(soundVendors))("%s", async (_name, vendor) => {
    const report = await verifyHandlers(vendor, { runs });
    expect(report.text).toBe(
      `No promise was broken in ${runs} histories of the seed ${report.seed}.`,
    );
  });
});

describe(
  "a vendor is caught, by a history that breaks the promise again, that",
  { timeout },
  () => {
    test.each(brokenVendors)("$fault: $code", async ({ code, vendor }) => {
      const report = await verifyHandlers(vendor, { seed: 1, runs: 300, only: code });
      expect(report.broken).toMatchObject([{ code }]);
      const [{ seed, path, history } = {}] = report.broken;
      const again = await verifyHandlers(vendor, { seed, path, only: code });
      expect(again.broken).toMatchObject([{ code, history }]);
      expect(again.histories).toBeLessThan(report.histories);
    });
  },
);
