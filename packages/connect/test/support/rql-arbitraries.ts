import { fc } from "@fast-check/vitest";

import type { RqlCondition } from "../../src/rql-term.ts";
import type { RqlValue } from "../../src/rql-value.ts";
import { rql } from "../../src/rql.ts";

/** A single comparison. */
export type Comparison =
  | {
      readonly is: "same";
      readonly by: "eq" | "ne";
      readonly path: string;
      readonly value: RqlValue;
    }
  | {
      readonly is: "order";
      readonly by: "gt" | "ge" | "lt" | "le";
      readonly path: string;
      readonly value: string | number;
    }
  | {
      readonly is: "alike";
      readonly by: "like" | "ilike";
      readonly path: string;
      readonly pattern: string;
    }
  | {
      readonly is: "among";
      readonly by: "in" | "out";
      readonly path: string;
      readonly values: readonly RqlValue[];
    }
  | { readonly is: "nothing"; readonly by: "null" | "empty"; readonly path: string };

/** What a query is to find, told without RQL. */
export type Wanted =
  | Comparison
  | { readonly is: "joined"; readonly by: "and" | "or"; readonly inner: readonly Wanted[] }
  | { readonly is: "not"; readonly inner: Wanted };

/** The query that finds it. */
export function builtOf(wanted: Wanted): RqlCondition {
  switch (wanted.is) {
    case "same":
      return rql[wanted.by](wanted.path, wanted.value);
    case "order":
      return rql[wanted.by](wanted.path, wanted.value);
    case "alike":
      return rql[wanted.by](wanted.path, wanted.pattern);
    case "among":
      return rql[wanted.by](wanted.path, wanted.values);
    case "nothing":
      return rql[wanted.by](wanted.path);
    case "joined":
      return rql[wanted.by](...wanted.inner.map(builtOf));
    case "not":
      return rql.not(builtOf(wanted.inner));
  }
}

/** Where there are texts, numbers, either or nothing, in the documents of the test. */
export interface Paths {
  readonly texts: fc.Arbitrary<string>;
  readonly numbers: fc.Arbitrary<string>;
}

/** Random conditions on these paths with these texts. */
export function wantedOf({ texts, numbers }: Paths, text: fc.Arbitrary<string>) {
  const number = fc.integer({ min: -20, max: 20 });
  const value = fc.oneof(
    fc.record({ path: texts, value: fc.oneof(text, fc.constant(null)) }),
    fc.record({ path: numbers, value: fc.oneof(number, fc.constant(null)) }),
  );
  const alike = fc
    .array(fc.oneof({ weight: 2, arbitrary: text }, { weight: 1, arbitrary: fc.constant("*") }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join(""));
  const leaf: fc.Arbitrary<Wanted> = fc.oneof(
    fc
      .tuple(fc.constantFrom("eq" as const, "ne" as const), value)
      .map(([by, of]) => ({ is: "same" as const, by, ...of })),
    fc
      .tuple(
        fc.constantFrom("gt" as const, "ge" as const, "lt" as const, "le" as const),
        fc.oneof(
          fc.record({ path: texts, value: text }),
          fc.record({ path: numbers, value: number }),
        ),
      )
      .map(([by, of]) => ({ is: "order" as const, by, ...of })),
    fc.record({
      is: fc.constant("alike" as const),
      by: fc.constantFrom("like" as const, "ilike" as const),
      path: texts,
      pattern: alike,
    }),
    fc.record({
      is: fc.constant("among" as const),
      by: fc.constantFrom("in" as const, "out" as const),
      path: texts,
      values: fc.array(fc.oneof(text, fc.constant(null)), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      is: fc.constant("nothing" as const),
      by: fc.constantFrom("null" as const, "empty" as const),
      path: fc.oneof(texts, numbers),
    }),
  );
  return fc.letrec<{ wanted: Wanted }>((tie) => ({
    wanted: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.record({ is: fc.constant("not" as const), inner: tie("wanted") }),
      fc.record({
        is: fc.constant("joined" as const),
        by: fc.constantFrom("and" as const, "or" as const),
        inner: fc.array(tie("wanted"), { minLength: 1, maxLength: 3 }),
      }),
    ),
  })).wanted;
}
