import { approve, hold } from "@tenure/connect";
import { verifyHandlers } from "@tenure/testing/connect";
import { describe, expect, test } from "vitest";

import { brokenVendors, forAll, soundVendors, vendorWith } from "./licence-vendor.ts";

/** `TENURE_HANDLER_RUNS=5000` lives that many histories with each sound vendor. */
const runs = Number(process.env["TENURE_HANDLER_RUNS"] ?? 20);
const timeout = 3_600_000;

describe("nothing is found of a vendor", { timeout }, () => {
  test.each(Object.entries(soundVendors))("%s", async (_name, vendor) => {
    const report = await verifyHandlers(vendor, { runs });
    expect(report.text).toBe(
      `No promise was broken in ${runs} histories of the seed ${report.seed}.`,
    );
  });
});

describe("a handler is caught, by a history that breaks it again, that", () => {
  test.each(brokenVendors)("$fault ($requestType)", async ({ code, requestType, vendor }) => {
    const report = await verifyHandlers(vendor, { seed: 1, runs: 300, only: code });
    expect(report.broken).toMatchObject([{ code, requestType }]);
    const [{ seed, path, history, message, diagram } = {}] = report.broken;
    const again = await verifyHandlers(vendor, { seed, path, only: code });
    expect(again.broken).toMatchObject([{ code, requestType, history, message, diagram }]);
    expect(again.histories).toBeLessThan(report.histories);
  });
});

test("one fault is told as that fault alone", async () => {
  const alone = new Set([
    "never resolves",
    "names a template there is not",
    "sends a letter at each call",
  ]);
  for (const { code, vendor } of brokenVendors.filter(({ fault }) => alone.has(fault))) {
    const report = await verifyHandlers(vendor, { seed: 1, runs: 15 });
    expect(report.broken.map((one) => one.code)).toEqual([code]);
  }
});

test("several faults are each told, by the smallest history there is", async () => {
  const letters: string[] = [];
  const report = await verifyHandlers(
    () => ({
      handlers: forAll(({ request }) => {
        letters.push(request.id);
        return approve({ template: "Wellcome" });
      }),
      observe: () => letters,
    }),
    { seed: 1, runs: 15 },
  );
  expect(report.broken.map(({ code }) => code).toSorted()).toEqual([
    "not_idempotent",
    "required_parameter_empty",
    "template_unknown",
  ]);
  const repeating: unknown = expect.stringMatching(/^(?:asked twice|crash)$/u);
  for (const { code, history } of report.broken) {
    const misfortune = code === "not_idempotent" ? repeating : "nothing";
    expect(history).toMatchObject([{ do: "purchase", order: 0, misfortune }]);
  }
});

test("the same seed finds the same", async () => {
  const vendor = brokenVendors.find(({ fault }) => fault === "throws without a note")?.vendor;
  if (vendor === undefined) throw new Error("there is no such vendor");
  const options = { seed: 7, runs: 60, only: "throws" } as const;
  const [first, second] = [
    await verifyHandlers(vendor, options),
    await verifyHandlers(vendor, options),
  ];
  expect(first.broken).toHaveLength(1);
  expect(second).toEqual(first);
});

test("a product and values of one's own are what is ordered", async () => {
  const seen = new Set<string>();
  const vendor = vendorWith(() => ({
    purchase: ({ parameter, request }) => {
      seen.add(`${request.asset.product.id} ${parameter("ordering", "region") ?? ""}`);
      return approve();
    },
    otherwise: hold,
  }));
  const constraints = { required: true };
  const product = { id: "PRD-777-777-777", parameters: [{ name: "region", constraints }] };
  const report = await verifyHandlers(vendor, {
    runs: 30,
    seed: 1,
    product,
    values: { region: ["north", "south"] },
  });
  expect(report.isSound, report.text).toBe(true);
  expect(seen).toEqual(new Set(["PRD-777-777-777 north", "PRD-777-777-777 south"]));
});

test("what the factory or observe() throw is no report about the handlers", async () => {
  const handlers = forAll(() => approve());
  const observe = (): never => {
    throw new Error("the vendor cannot be observed");
  };
  await expect(verifyHandlers(() => ({ handlers, observe }), { runs: 5 })).rejects.toThrow(
    "the vendor cannot be observed",
  );
  // oxlint-disable-next-line typescript/no-explicit-any -- as from where nobody checks types
  const lacking = { handlers: { purchase: hold } as any, observe: () => 0 };
  await expect(verifyHandlers(() => lacking)).rejects.toMatchObject({ code: "options_invalid" });
});
