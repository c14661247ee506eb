import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { literally, type RqlValue } from "../src/rql-value.ts";
import { queryOf, rql } from "../src/rql.ts";
import { builtOf, type Comparison, type Wanted, wantedOf } from "./support/rql-arbitraries.ts";
import { readRql, type ReadTerm } from "./support/rql-reader.ts";

const path = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,5}(\.[a-z]{1,5}){0,2}$/u)
  .filter((text) => !["null", "empty", "t"].includes(text));
const text = fc
  .oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "and",
      "t",
      "null()",
      "a b",
      "é&=()",
      "",
      "a|b;c",
      "%22",
      "+1",
      "null",
      "2026-01-01",
    ),
  )
  .filter((said) => !(said.includes('"') && said.includes("'")) && said !== "empty()");

const valueRead = (value: RqlValue): ReadTerm =>
  value === null ? { call: "null", of: [] } : { value: String(value) };

const opposite = { and: "or", or: "and" } as const;

/** What is to be read of it; the opposite when `turned`, since the grammar has no `not` around `and`. */
function meant(wanted: Wanted, turned = false): ReadTerm {
  if (wanted.is === "not") return meant(wanted.inner, !turned);
  if (wanted.is !== "joined") {
    const plain = { call: wanted.is === "nothing" ? "eq" : wanted.by, of: meantInside(wanted) };
    return turned ? { call: "not", of: [plain] } : plain;
  }
  const of = wanted.inner.map((inner) => meant(inner, turned));
  const [only] = of;
  if (of.length === 1 && only !== undefined) return only;
  return { call: turned ? opposite[wanted.by] : wanted.by, of };
}

function meantInside(wanted: Comparison): readonly ReadTerm[] {
  const property = { value: wanted.path };
  switch (wanted.is) {
    case "same":
    case "order":
      return [property, valueRead(wanted.value)];
    case "alike":
      return [property, { value: wanted.pattern.replaceAll(/\*+/gu, "*") }];
    case "among":
      return [property, { list: wanted.values.map(valueRead) }];
    case "nothing":
      return [property, { call: wanted.by, of: [] }];
  }
}

describe("RQL", () => {
  test.prop([
    fc.array(
      wantedOf(
        { texts: path, numbers: path },
        text.filter((said) => !/[\\*]/u.test(said)),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  ])("reads back as it was meant, whatever the values hold", (wanted) => {
    const query = queryOf(wanted.map(builtOf));
    expect(query).toMatch(/^[\x21-\x7e]+$/u);
    expect(readRql(query)).toEqual(wanted.map((one) => meant(one)));
  });

  test.prop([text, fc.nat(), fc.nat(), fc.array(path, { minLength: 1 }), fc.array(path)])(
    "says once how the list is shown, whatever was said more often",
    (said, limit, offset, shown, hidden) => {
      const query = queryOf([
        rql.select(...shown),
        rql.ordering("-created"),
        rql.search(said),
        rql.select("id", ...hidden.map((one) => `-${one}`)),
        rql.limit(limit),
        rql.ordering("id"),
        rql.offset(offset),
      ]);
      expect(readRql(query)).toEqual([
        {
          call: "select",
          of: [...shown, "id", ...hidden.map((one) => `-${one}`)].map((value) => ({ value })),
        },
        { call: "ordering", of: [{ value: "-created" }, { value: "id" }] },
        { pair: "search", value: said },
        { pair: "limit", value: String(limit) },
        { pair: "offset", value: String(offset) },
      ]);
    },
  );

  test.prop([fc.string()])("takes the stars of a text for what they are, if asked to", (said) => {
    const escaped = literally(said);
    expect(escaped.replaceAll(/\\(.)/gsu, "$1")).toBe(said);
    expect(escaped.replaceAll(/\\./gsu, "")).not.toContain("*");
  });

  test("sends one star where several follow each other, which the platform refuses", () => {
    expect(readRql(rql.like("name", "**a***b\\**").rql)).toEqual([
      { call: "like", of: [{ value: "name" }, { value: "*a*b\\**" }] },
    ]);
  });

  test("spells order and selection as the platform's OpenAPI document does", () => {
    expect(queryOf([rql.ordering("-created", "id"), rql.select("-activation_key")])).toBe(
      "ordering(-created,id)&select(-activation_key)",
    );
  });

  test("needs no operator around a single condition", () => {
    expect(rql.and(rql.eq("id", "PR-1")).rql).toBe("eq(id,PR-1)");
  });

  test.each<() => unknown>([
    () => rql.eq("id),eq(a", 1),
    () => rql.eq("t", 1),
    () => rql.eq("id", `both ' and "`),
    () => rql.eq("id", "empty()"),
    () => rql.gt("count", Number.NaN),
    () => rql.in("id", []),
    () => rql.and(),
    () => rql.limit(-1),
    () => rql.offset(0.5),
    () => queryOf([rql.limit(1), rql.limit(2)]),
    () => queryOf([rql.search("a"), rql.search("b")]),
  ])("refuses what it cannot express instead of sending something else: %s", (build) => {
    expect(build).toThrow(RangeError);
  });
});
