import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

// The simulated platform's own reading of RQL, which shares nothing with the builder.
import { matches } from "../../simulator/src/rql/match.ts";
import { parseQuery } from "../../simulator/src/rql/query.ts";
import { queryOf } from "../src/rql.ts";
import { builtOf, type Comparison, type Wanted, wantedOf } from "./support/rql-arbitraries.ts";

interface Document {
  readonly name: string | null;
  readonly seats: number | null;
  readonly owner: { readonly label: string; readonly rank: number };
}

/** Words only, so that no text is taken for a number or a date; what a value may hold is tried elsewhere. */
const text = fc.stringMatching(/^[a-c][a-c '&()=|,%é]{0,3}$/u);
const paths = {
  texts: fc.constantFrom("name", "owner.label"),
  numbers: fc.constantFrom("seats", "owner.rank"),
};
const number = fc.integer({ min: -20, max: 20 });
const document: fc.Arbitrary<Document> = fc.record({
  name: fc.oneof(text, fc.constantFrom(null, "")),
  seats: fc.oneof(number, fc.constant(null)),
  owner: fc.record({ label: text, rank: number }),
});

type Value = string | number | null;

function at(row: Document, path: string): Value {
  if (path === "name") return row.name;
  if (path === "seats") return row.seats;
  return path === "owner.label" ? row.owner.label : row.owner.rank;
}

/** The texts hold no sign that means something inside a regular expression but these. */
function isLike(value: Value, pattern: string, flags: string): boolean {
  const regular = pattern.replaceAll(/[()|]/gu, String.raw`\$&`).replaceAll("*", ".*");
  return typeof value === "string" && new RegExp(`^${regular}$`, `su${flags}`).test(value);
}

/** Nothing is more or less than null. */
function stands(by: "gt" | "ge" | "lt" | "le", left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  if (by === "gt") return left > right;
  if (by === "ge") return left >= right;
  return by === "lt" ? left < right : left <= right;
}

function holds(value: Value, wanted: Comparison): boolean {
  switch (wanted.is) {
    case "same":
      return (value === wanted.value) === (wanted.by === "eq");
    case "order":
      return stands(wanted.by, value, wanted.value);
    case "alike":
      return isLike(value, wanted.pattern, wanted.by === "ilike" ? "i" : "");
    case "among":
      return wanted.values.includes(value) === (wanted.by === "in");
    case "nothing":
      return value === (wanted.by === "null" ? null : "");
  }
}

/** What JavaScript would find. */
function found(row: Document, wanted: Wanted): boolean {
  if (wanted.is === "not") return !found(row, wanted.inner);
  if (wanted.is !== "joined") return holds(at(row, wanted.path), wanted);
  return wanted.by === "and"
    ? wanted.inner.every((inner) => found(row, inner))
    : wanted.inner.some((inner) => found(row, inner));
}

describe("a query", () => {
  test.prop([wantedOf(paths, text), fc.array(document, { maxLength: 20 })], { numRuns: 500 })(
    "finds on the simulated platform what JavaScript would find",
    (wanted, documents) => {
      const { filter } = parseQuery(queryOf([builtOf(wanted)]));
      expect(documents.filter((row) => matches(row, filter))).toEqual(
        documents.filter((row) => found(row, wanted)),
      );
    },
  );
});
