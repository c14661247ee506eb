import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { canonicalJson } from "../src/record/canonical-json.ts";

/** The same value with every object's keys the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, turned(field)] as const);
  return Object.fromEntries(entries.toReversed());
}

test.prop([fc.jsonValue()])("the spelling survives a round trip through JSON", (value) => {
  const spelled = canonicalJson(value);
  const read: unknown = JSON.parse(JSON.stringify(value));
  expect(canonicalJson(read)).toBe(spelled);
  expect(JSON.parse(spelled)).toEqual(read);
});

test.prop([fc.jsonValue()])("the order in which keys were written does not show", (value) => {
  expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
});

test("what JSON leaves out is left out", () => {
  expect(canonicalJson({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
});
