import { afterAll, describe, expect, test } from "vitest";

import { Account, complaint } from "./simulation/account.ts";
import { grouped, seedsOf } from "./simulation/seeds.ts";
import { simulate } from "./simulation/simulate.ts";
import { tampered } from "./simulation/tampering.ts";

/** `TENURE_SIMULATION_SEEDS=1-5000` lives as many worlds as named; `1234` lives that one again. */
const named = process.env["TENURE_SIMULATION_SEEDS"];
const seeds = seedsOf(named ?? "1-30");
const minute = 60_000;
const seedsOfOneTest = 30;

const account = new Account();
afterAll(() => {
  console.info(account.text());
});

describe("engines, store, platform and vendor under one seed", () => {
  test.for(
    grouped(seeds, seedsOfOneTest).map((some) => ({ some, name: `${some[0]}-${some.at(-1)}` })),
  )(
    "seeds $name: whatever goes wrong, record and platform agree in the end, and nothing is done twice",
    { timeout: 10 * minute },
    async ({ some }) => {
      const broken = [];
      for (const seed of some) {
        const report = await simulate(seed);
        account.add(report);
        if (report.breaches.length > 0) broken.push(report);
      }
      if (broken.length > 0) throw new Error(complaint(broken));
      expect(broken).toEqual([]);
    },
  );

  test.runIf(named === undefined)("everything that can go wrong did", () => {
    const never = [...account.counts]
      .filter(([, count]) => count === 0)
      .map(([trouble]) => trouble);
    expect(never).toEqual([]);
  });

  test("the same seed lives the same world, step by step", { timeout: minute }, async () => {
    for (const seed of seeds.slice(0, 8)) {
      const [first, second] = [await simulate(seed), await simulate(seed)];
      expect(second.trace(), `seed ${seed}`).toBe(first.trace());
      expect(second.digest).toBe(first.digest);
    }
    expect((await simulate(1)).digest).not.toBe((await simulate(2)).digest);
  });
});

describe("the simulation finds", () => {
  const patience = 150;

  test.for(Object.entries(tampered))(
    "%s",
    { timeout: 10 * minute },
    async ([name, { tampering, from }]) => {
      let found: number | undefined;
      for (let seed = from; seed < from + patience && found === undefined; seed += 1) {
        const { breaches } = await simulate(seed, tampering());
        if (breaches.length > 0) found = seed;
      }
      expect(found, `${name}: not found in ${patience} seeds`).toBeDefined();
    },
  );
});
