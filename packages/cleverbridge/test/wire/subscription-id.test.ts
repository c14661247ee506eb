import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import { sentSubscriptionId, subscriptionIdOf } from "../../src/wire/subscription-id.ts";

vi.setConfig({ testTimeout: 30_000 });

const digits = fc.stringMatching(/^[1-9]\d{0,17}$/u);
const around = fc.constantFrom("", " ", "\n");

describe("a subscription's id", () => {
  test.prop([digits, fc.constantFrom("", "S", "s"), around, around])(
    "is its digits, with and without the S",
    (id, letter, before, after) => {
      expect(subscriptionIdOf(`${before}${letter}${id}${after}`)).toBe(id);
    },
  );

  test.prop([fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })])(
    "is the same sent as a number and as a text",
    (id) => {
      expect(subscriptionIdOf(id)).toBe(String(id));
      expect(subscriptionIdOf(id)).toBe(subscriptionIdOf(`S${id}`));
    },
  );

  test.prop([digits])("is sent with an S, and read back as it was", (id) => {
    expect(sentSubscriptionId(id)).toBe(`S${id}`);
    expect(subscriptionIdOf(sentSubscriptionId(id))).toBe(id);
  });

  test.prop([fc.oneof(fc.string(), fc.jsonValue(), fc.double())])(
    "is nothing else",
    (value: unknown) => {
      const id = subscriptionIdOf(value);
      if (id === undefined) return;
      expect(id).toMatch(/^[1-9]\d*$/u);
      expect(["", "S", "s"]).toContain(String(value).trim().replace(id, ""));
    },
  );

  test.each([
    "",
    "S",
    "SS1",
    "0",
    "S0",
    "S01",
    "1S",
    "S1 2",
    "S-1",
    "1.0",
    "1e3",
    "T1",
    "S1234567890123456789",
    "١٢٣",
    0,
    -1,
    1.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    null,
    undefined,
    {},
    ["1"],
  ])("is not %j", (value: unknown) => {
    expect(subscriptionIdOf(value)).toBeUndefined();
  });
});
