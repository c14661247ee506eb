import { verifyHandlers } from "@tenure/testing/cleverbridge";
import { describe, expect, test } from "vitest";

import { tryHistory } from "../../src/cleverbridge/trial.ts";
import { brokenVendors, soundVendors, vendorWith } from "./access-vendor.ts";

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

test("one fault is told as that fault alone", { timeout }, async () => {
  const alone = new Set([
    "writes a letter at each call",
    "takes every event for one of a request",
    "remembers who was introduced",
    "heeds approved requests only",
  ]);
  for (const { code, vendor } of brokenVendors.filter(({ fault }) => alone.has(fault))) {
    const report = await verifyHandlers(vendor, { seed: 1, runs: 25 });
    expect(report.broken.map((one) => one.code)).toEqual([code]);
  }
});

test("several faults are each told, by the smallest history there is", { timeout }, async () => {
  const vendor = vendorWith((house) => {
    let calls = 0;
    return () => {
      calls += 1;
      house.letters.push(`${calls}`);
    };
  });
  const report = await verifyHandlers(vendor, { seed: 1, runs: 60 });
  expect(report.broken.map(({ code }) => code).toSorted()).toEqual([
    "disagrees",
    "forgets",
    "not_idempotent",
  ]);
  for (const { code, history } of report.broken) {
    expect(history, code).toHaveLength(1);
    const misfortunes = {
      disagrees: /nothing/u,
      forgets: /restart/u,
      not_idempotent: /told|crash/u,
    };
    expect(history[0]?.misfortune).toMatch(misfortunes[code as keyof typeof misfortunes]);
    expect(history[0]).toMatchObject({ do: "purchase", order: 0 });
  }
});

test("the same seed finds the same", { timeout }, async () => {
  const vendor = brokenVendors.find(({ fault }) => fault === "does not know a product")?.vendor;
  if (vendor === undefined) throw new Error("there is no such vendor");
  const options = { seed: 7, runs: 60, only: "throws" } as const;
  const [first, second] = [
    await verifyHandlers(vendor, options),
    await verifyHandlers(vendor, options),
  ];
  expect(first.broken).toHaveLength(1);
  expect(second).toEqual(first);
});

test("orders of one's own are what is bought, under the model that is named", async () => {
  const seen = new Set<string>();
  const models = new Set<unknown>();
  const vendor = vendorWith(() => async ({ key, entry }, { engine }) => {
    const { context } = await engine.at(key, entry.version);
    for (const { mpn, quantity } of context.items) seen.add(`${mpn} x ${quantity}`);
    models.add(context.capabilities.renewalSwitch);
  });
  const orders = [{ items: [{ productId: 7001, quantity: 4 }] }, { items: [{ productId: 7002 }] }];
  const found: boolean[] = [];
  for (const managementModel of ["1.0", "2.0"] as const) {
    models.clear();
    await verifyHandlers(vendor, { seed: 1, runs: 15, only: "throws", orders, managementModel });
    found.push(models.has(true));
  }
  expect([...seen]).toEqual(expect.arrayContaining(["7001 x 4", "7002 x 1"]));
  expect([...seen].filter((one) => !one.startsWith("700"))).toEqual([]);
  expect(found).toEqual([false, true]);
  await expect(verifyHandlers(vendor, { orders: [] })).rejects.toMatchObject({
    code: "options_invalid",
  });
});

test("each process has handlers of its own, and ends with its signal", { timeout }, async () => {
  const processes: AbortSignal[] = [];
  const told: boolean[] = [];
  const setting = {
    vendor: () => ({
      handlers: () => {
        let own: AbortSignal | undefined;
        return {
          changed: (_change: unknown, { signal }: { readonly signal: AbortSignal }) => {
            if (own === undefined) processes.push(signal);
            own ??= signal;
            told.push(own === signal && !signal.aborted);
          },
        };
      },
      observe: () => 0,
    }),
    isWanted: () => true,
  };
  const first = { do: "purchase", elsewhere: false, subscription: 0, item: 0, order: 0 } as const;
  const crash = { ...first, misfortune: "crash", change: 1 } as const;
  await tryHistory(setting, [crash, crash, { ...crash, misfortune: "restart" }]);
  expect(new Set(told)).toEqual(new Set([true]));
  const ended = processes.filter(({ aborted }) => aborted);
  // Four of the vendor that is tried, and one of each of the steady ones.
  expect([ended.length, processes.length]).toEqual([4, 6]);
});

test("what the factory, handlers() or observe() throw is no report about the handlers", async () => {
  const error = new Error("there is no vendor");
  const fail = (): never => {
    throw error;
  };
  const handlers = () => ({ changed: () => undefined });
  const vendors = [
    fail,
    () => ({ handlers: fail, observe: () => 0 }),
    () => ({ handlers, observe: fail }),
    () => ({ handlers, observe: () => 0, disagrees: fail }),
  ];
  for (const vendor of vendors) {
    await expect(verifyHandlers(vendor, { runs: 30, seed: 1 })).rejects.toBe(error);
  }
});
