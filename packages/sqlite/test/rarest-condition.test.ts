import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { conditionsOf } from "../src/list-query.ts";
import { rarestCondition } from "../src/rarest-condition.ts";

const conditions = conditionsOf({
  status: ["active"],
  requestType: ["change"],
  tenant: "acme",
  adapter: "connect",
});

test.prop([fc.array(fc.nat(60_000), { minLength: 4, maxLength: 4 })])(
  "the rarest condition leads, and no more is counted than asked for",
  (fits) => {
    const fitting = new Map(conditions.map((condition, index) => [condition, fits[index] ?? 0]));
    const lead = rarestCondition(conditions, (condition, limit) =>
      Math.min(limit, fitting.get(condition) ?? 0),
    );
    const least = Math.min(...fits);
    expect(lead).toBeDefined();
    if (lead !== undefined && least < 40_000) expect(fitting.get(lead)).toBe(least);
  },
);

test("a condition without an index never leads, and a single one is not counted", () => {
  const awaiting = conditionsOf({ awaited: ["nobody"] });
  const uncounted = (): number => {
    throw new Error("counted");
  };
  expect(rarestCondition(awaiting, uncounted)).toBeUndefined();
  const [tenant] = conditionsOf({ tenant: "acme" });
  expect(rarestCondition([...awaiting, ...(tenant ? [tenant] : [])], uncounted)).toBe(tenant);
});
