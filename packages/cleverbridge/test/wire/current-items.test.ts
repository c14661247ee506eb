import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import type { CleverbridgeItem } from "../../src/index.ts";
import { currentItemsOf } from "../../src/wire/current-items.ts";

vi.setConfig({ testTimeout: 30_000 });

const version = fc.record({
  runningNumber: fc.integer({ min: 1, max: 4 }),
  isCurrent: fc.constantFrom(true, false, undefined),
  status: fc.constantFrom<CleverbridgeItem["status"]>(
    "active",
    "deactivated",
    "finished",
    "unknown",
  ),
  quantity: fc.integer({ min: 1, max: 9 }),
});
const versions = fc
  .array(version, { maxLength: 9 })
  .map((rows) => rows.map((row, index) => ({ ...row, version: index, rawStatus: "-" })));

const item = (
  runningNumber: number,
  status: CleverbridgeItem["status"],
  isCurrent?: boolean,
): CleverbridgeItem => ({ runningNumber, status, isCurrent, rawStatus: "-" });

describe("the current items", () => {
  test.prop([versions])("and the other versions are all there were, in their order", (all) => {
    const { items, otherVersions } = currentItemsOf(all);
    const order = (rows: readonly CleverbridgeItem[]) => rows.map((row) => row.version ?? -1);
    expect(
      [...items, ...otherVersions].toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0)),
    ).toEqual(all);
    expect(order(items)).toEqual(order(items).toSorted((a, b) => a - b));
    expect(order(otherVersions)).toEqual(order(otherVersions).toSorted((a, b) => a - b));
  });

  test.prop([versions])("are one to a number at most, and none of an ambiguous number", (all) => {
    const { items, ambiguousRunningNumbers } = currentItemsOf(all);
    const numbers = items.map(({ runningNumber }) => runningNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(ambiguousRunningNumbers.filter((number) => numbers.includes(number))).toEqual([]);
    expect([...new Set(ambiguousRunningNumbers)].toSorted((a, b) => a - b)).toEqual(
      ambiguousRunningNumbers,
    );
  });

  test.prop([versions])("never hold a version that is said not to be current", (all) => {
    expect(currentItemsOf(all).items.filter(({ isCurrent }) => isCurrent === false)).toEqual([]);
  });

  test.prop([versions])("are, of each number, what the rule says of that number alone", (all) => {
    const { items, ambiguousRunningNumbers } = currentItemsOf(all);
    for (const number of [1, 2, 3, 4]) {
      const group = all.filter(({ runningNumber }) => runningNumber === number);
      const current = group.filter(({ isCurrent }) => isCurrent === true);
      const silent = group.filter(({ isCurrent }) => isCurrent === undefined);
      const active = silent.filter(({ status }) => status === "active");
      let expected: readonly CleverbridgeItem[] = silent;
      if (current.length > 0) expected = current;
      else if (silent.length > 1 && active.length === 1) expected = active;
      expect(items.filter(({ runningNumber }) => runningNumber === number)).toEqual(
        expected.length === 1 ? expected : [],
      );
      expect(ambiguousRunningNumbers.includes(number)).toBe(expected.length > 1);
    }
  });

  test.prop([
    versions.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    ),
  ])("do not depend on the order they are sent in", ([all, shuffled]) => {
    const one = currentItemsOf(all);
    const other = currentItemsOf(shuffled);
    expect(new Set(other.items)).toEqual(new Set(one.items));
    expect(other.ambiguousRunningNumbers).toEqual(one.ambiguousRunningNumbers);
  });

  test.each([
    {
      say: "the one that says so",
      rows: [item(2, "active", false), item(2, "deactivated", true)],
      chosen: [1],
    },
    {
      say: "the one active of several that do not say",
      rows: [item(2, "active"), item(2, "deactivated")],
      chosen: [0],
    },
    {
      say: "the only one, though it does not say and is not active",
      rows: [item(2, "deactivated")],
      chosen: [0],
    },
    {
      say: "none of two active ones",
      rows: [item(2, "active"), item(2, "active")],
      chosen: [],
      ambiguous: [2],
    },
    {
      say: "none of two inactive ones",
      rows: [item(2, "deactivated"), item(2, "finished")],
      chosen: [],
      ambiguous: [2],
    },
    {
      say: "none of two that both say so",
      rows: [item(2, "active", true), item(2, "finished", true)],
      chosen: [],
      ambiguous: [2],
    },
    { say: "none when all say that they are not", rows: [item(2, "active", false)], chosen: [] },
    {
      say: "the silent one next to one that says it is not",
      rows: [item(2, "active", false), item(2, "deactivated")],
      chosen: [1],
    },
  ])("are $say", ({ rows, chosen, ambiguous = [] }) => {
    const read = currentItemsOf(rows);
    expect(read.items.map((row) => rows.indexOf(row))).toEqual(chosen);
    expect(read.ambiguousRunningNumbers).toEqual(ambiguous);
  });
});
