import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";

import { jsonProblem } from "../src/record/json-problem.ts";

const mebibyte = 1_048_576;
const wellFormed = fc
  .string({ unit: "binary" })
  .filter((text) => text.isWellFormed() && !text.includes("\u0000") && text !== "__proto__");
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    wellFormed,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(wellFormed, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test.prop([json])("whatever is JSON is taken", (value) => {
  expect(jsonProblem(value, mebibyte)).toBeUndefined();
});

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withUnicodeString: true,
  withBoxedValues: true,
});

test.prop([anything])("whatever is taken comes back from JSON as it was", (value) => {
  if (jsonProblem(value, mebibyte) !== undefined || value === undefined) return;
  const withoutUndefined = (kept: unknown): unknown => {
    if (Array.isArray(kept)) return kept.map(withoutUndefined);
    if (typeof kept !== "object" || kept === null) return Object.is(kept, -0) ? 0 : kept;
    const fields = Object.entries(kept).filter(([, field]) => field !== undefined);
    return Object.fromEntries(fields.map(([name, field]) => [name, withoutUndefined(field)]));
  };
  expect(JSON.parse(JSON.stringify(value))).toEqual(withoutUndefined(value));
});

test.prop([json, fc.nat({ max: 400 })])("a limit of bytes is kept exactly", (value, bytes) => {
  const size = Buffer.byteLength(JSON.stringify(value));
  expect(jsonProblem(value, bytes) === undefined).toBe(size <= bytes);
});

const circle: Record<string, unknown> = {};
circle["self"] = circle;

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** Few objects in memory, without end when written out. */
function laughs(levels: number): unknown {
  let value: unknown = "ha";
  for (let level = 0; level < levels; level += 1) value = Array.from({ length: 10 }, () => value);
  return value;
}

const trap = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error("gotcha");
    },
  },
);

class Money {
  readonly amount = 1;
}

it.for([
  ["a circle", circle],
  ["depth", nested(100_000)],
  ["a bomb of shared parts", laughs(30)],
  ["a huge empty array", { list: Array.from({ length: 2_000_000 }) }],
  ["a sparse array", [1, , 3]], // oxlint-disable-line no-sparse-arrays -- the very thing it is about
  ["a big integer", { amount: 1n }],
  ["a function", { toJSON: () => 1 }],
  ["a symbol", { value: Symbol("x") }],
  ["a symbol's property", { [Symbol("x")]: 1 }],
  ["an instance", { price: new Money() }],
  ["a date", { at: new Date(0) }],
  ["not a number", { amount: Number.NaN }],
  ["infinity", [Number.NEGATIVE_INFINITY]],
  ["half a surrogate pair", { name: "\uD800" }],
  ["half a surrogate pair in a name", { "\uDC00": 1 }],
  ["U+0000", { name: "a\u0000b" }],
  ["a prototype", JSON.parse('{"parameters":{"__proto__":{"admin":true}}}')],
  [
    "a computed property",
    {
      get type() {
        return "request.pending";
      },
    },
  ],
  ["a proxy", trap],
  ["a proxy deep inside", { list: [{ trap }] }],
] as const)("%s is told of, and never a throw", ([, value]) => {
  expect(jsonProblem(value, mebibyte)).toEqual(expect.any(String));
});

test("what JSON leaves out of an object may be there", () => {
  expect(jsonProblem({ type: "x", reason: undefined }, mebibyte)).toBeUndefined();
});
