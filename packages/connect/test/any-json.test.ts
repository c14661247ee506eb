import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { z } from "zod";

import { anyJson } from "../src/wire/any-json.ts";

const json = z.json();
const names = fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", ""), fc.string());

/** JSON and what is none, and names that mean something else to an assignment. */
const anything = fc.anything({
  key: names,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
});

test.prop([fc.oneof(fc.jsonValue(), anything)], { numRuns: 2000 })(
  "any value is accepted, and read, as zod's own schema for JSON does",
  (value) => {
    const [ours, theirs] = [anyJson.safeParse(value), json.safeParse(value)];
    expect(ours.success).toBe(theirs.success);
    if (ours.success) expect(ours.data).toEqual(theirs.data);
  },
);

const objects = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, "", 0),
    tie("object"),
    fc.array(tie("object"), { maxLength: 3 }),
  ),
  object: fc
    .array(fc.tuple(names, tie("value")), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
}));

test.prop([objects.value], { numRuns: 500 })(
  "what is read holds no property that an assignment would take for a prototype, at any depth",
  (value) => {
    const text = JSON.stringify(value);
    const read = anyJson.parse(JSON.parse(text));
    expect(JSON.stringify(read)).not.toMatch(/"__proto__":/u);
    expect(read).toEqual(json.parse(JSON.parse(text)));
  },
);
