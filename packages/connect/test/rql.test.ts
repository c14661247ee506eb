import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { queryOf, rql, type RqlTerm } from "../src/rql.ts";
import { readRql, type ReadTerm } from "./support/rql-reader.ts";

interface Meant {
  readonly term: RqlTerm;
  readonly reads: ReadTerm;
}

const path = fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}(\.[a-z]{1,5}){0,2}$/u);
const sayable = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("and", "t", "null()", "a b", "é&=()", ""))
  .filter((text) => !(text.includes('"') && text.includes("'")));
const value = fc.oneof(sayable, fc.integer(), fc.boolean());

const comparison: fc.Arbitrary<Meant> = fc
  .tuple(fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le", "like", "ilike"), path, value)
  .map(([operator, property, of]) => ({
    term: rql[operator](property, of),
    reads: { call: operator, of: [{ value: property }, { value: String(of) }] },
  }));

const membership: fc.Arbitrary<Meant> = fc
  .tuple(fc.constantFrom("in", "out"), path, fc.array(value, { minLength: 1, maxLength: 4 }))
  .map(([operator, property, values]) => ({
    term: rql[operator](property, values),
    reads: {
      call: operator,
      of: [{ value: property }, { list: values.map((of) => ({ value: String(of) })) }],
    },
  }));

const special: fc.Arbitrary<Meant> = fc
  .tuple(fc.constantFrom("null", "empty"), path)
  .map(([operator, property]) => ({
    term: rql[operator](property),
    reads: { call: "eq", of: [{ value: property }, { call: operator, of: [] }] },
  }));

const { condition } = fc.letrec<{ condition: Meant }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    comparison,
    membership,
    special,
    tie("condition").map(({ term, reads }) => ({
      term: rql.not(term),
      reads: { call: "not", of: [reads] },
    })),
    fc
      .tuple(
        fc.constantFrom("and", "or"),
        fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
      )
      .map(([operator, terms]) => ({
        term: rql[operator](...terms.map(({ term }) => term)),
        reads: { call: operator, of: terms.map(({ reads }) => reads) },
      })),
  ),
}));

describe("RQL", () => {
  test.prop([fc.array(condition, { minLength: 1, maxLength: 3 })])(
    "reads back as it was meant, whatever the values hold",
    (meant) => {
      expect(readRql(queryOf(meant.map(({ term }) => term)))).toEqual(
        meant.map(({ reads }) => reads),
      );
    },
  );

  test("spells order and selection as the platform's OpenAPI document does", () => {
    expect(queryOf([rql.ordering("-created", "id"), rql.select("-activation_key")])).toBe(
      "ordering(-created,id)&select(-activation_key)",
    );
  });

  test("needs no operator around a single condition", () => {
    expect(rql.and(rql.eq("id", "PR-1")).rql).toBe("eq(id,PR-1)");
  });

  test("refuses what it cannot express instead of sending something else", () => {
    expect(() => rql.eq("id),eq(a", 1)).toThrow(RangeError);
    expect(() => rql.eq("id", `both ' and "`)).toThrow(RangeError);
    expect(() => rql.in("id", [])).toThrow(RangeError);
    expect(() => rql.and()).toThrow(RangeError);
  });
});
