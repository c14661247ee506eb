import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import { olderStatusNumbers } from "../../src/index.ts";
import { itemStatusOf } from "../../src/wire/item-status.ts";
import { renewalTypeOf, sentRenewalType } from "../../src/wire/renewal-type.ts";
import { subscriptionStatusOf } from "../../src/wire/subscription-status.ts";
import { inAnyCase } from "./in-any-case.ts";

vi.setConfig({ testTimeout: 30_000 });

/** Number, code and word of the platform's guide of 2026, and what they mean here. */
const ofSubscriptions = [
  [1, "ACT", "Active", "active"],
  [2, "DEA", "Deactivated", "deactivated"],
  [3, "FIN", "Finished", "finished"],
  [4, "GRA", "Grace", "grace"],
  [5, "HLD", "Hold", "hold"],
  [6, "NEW", "New", "new"],
  [7, "HBC", "Handled by Client", "handled_by_client"],
  [8, "WNO", "Awaiting new order", "awaiting_new_order"],
] as const;

const ofItems = [
  [1, "ACT", "Active", "active"],
  [2, "DEA", "Deactivated", "deactivated"],
  [3, "FIN", "Finished", "finished"],
  [4, "REM", "Removed", "removed"],
  [5, "WAT", "AwaitingReinstate", "awaiting_reinstate"],
  [6, "HBC", "HandledByClient", "handled_by_client"],
  [7, "OTH", "Other", "other"],
] as const;

type Row = readonly [number: number, code: string, word: string, status: string];

/** Every way the platform may spell a value: with and without blanks, in any case. */
const spelling = ([number, code, word]: Row) =>
  fc.oneof(
    fc.constantFrom<unknown>(number, String(number), ` ${number} `),
    fc.constantFrom(code, word, word.replaceAll(" ", "")).chain(inAnyCase),
  );

/** All texts that stand for a status, in lower case. */
const known = (table: readonly Row[]) =>
  new Set(
    table.flatMap(([number, code, word]) =>
      [String(number), code, word, word.replaceAll(" ", "")].map((text) => text.toLowerCase()),
    ),
  );
const isKnown = (table: readonly Row[], value: unknown) =>
  (typeof value === "number" || typeof value === "string") &&
  known(table).has(String(value).trim().toLowerCase());

/** Close to what is known, but not it. */
const near = fc
  .tuple(
    fc.constantFrom("", "-", "0", "_", "+", "1"),
    fc.constantFrom("1", "2", "Active", "ACT", "Grace", "Handled by Client"),
    fc.constantFrom("", "-", ".0", "_", "0", "e"),
  )
  .map((parts) => parts.join(""));

describe.each<{ what: string; table: readonly Row[]; read: (value: unknown) => string }>([
  { what: "a subscription", table: ofSubscriptions, read: (value) => subscriptionStatusOf(value) },
  { what: "an item", table: ofItems, read: itemStatusOf },
])("the status of $what", ({ table, read }) => {
  test.prop([fc.constantFrom(...table).chain((row) => fc.tuple(fc.constant(row), spelling(row)))])(
    "is the same as number, code and word, in any case",
    ([row, sent]) => {
      expect(read(sent)).toBe(row[3]);
    },
  );

  test.prop([
    fc
      .oneof(near, fc.integer(), fc.double(), fc.string(), fc.jsonValue())
      .filter((value) => !isKnown(table, value)),
  ])("is unknown, and never active, for everything else", (value) => {
    expect(read(value)).toBe("unknown");
  });

  test.each(["constructor", "__proto__", "toString", "1.0", "01x", "-1", null, undefined, true])(
    "is unknown for %j",
    (value: unknown) => {
      expect(read(value)).toBe("unknown");
    },
  );
});

describe("the numbers of the older guide", () => {
  test.each([
    [1, "active"],
    [2, "unknown"],
    [3, "deactivated"],
    [4, "finished"],
    [5, "grace"],
    [6, "hold"],
    [7, "new"],
    [8, "unknown"],
  ])("say of %i: %s", (number, status) => {
    expect(subscriptionStatusOf(number, olderStatusNumbers)).toBe(status);
    expect(subscriptionStatusOf(String(number), olderStatusNumbers)).toBe(status);
  });

  test.each(ofSubscriptions)(
    "do not touch words and codes (%i, %s, %s)",
    (_number, code, word, status) => {
      expect(subscriptionStatusOf(code, olderStatusNumbers)).toBe(status);
      expect(subscriptionStatusOf(word, olderStatusNumbers)).toBe(status);
    },
  );
});

describe("the renewal type", () => {
  test.prop([
    fc
      .constantFrom([1, "Automatic", "automatic"] as const, [2, "Manual", "manual"] as const)
      .chain((row) =>
        fc.tuple(
          fc.constant(row),
          fc.constantFrom<unknown>(row[0], String(row[0]), row[1], row[1].toUpperCase()),
        ),
      ),
  ])("is the same as word and as number", ([[, word, type], sent]) => {
    expect(renewalTypeOf(sent)).toBe(type);
    expect(sentRenewalType(type)).toBe(word);
  });

  test.each([0, 3, "", "Auto", "None", null, undefined, true, {}])(
    "is not %j",
    (value: unknown) => {
      expect(renewalTypeOf(value)).toBeUndefined();
    },
  );
});
