export const COMPARISONS = ["eq", "ne", "gt", "ge", "lt", "le", "like", "ilike"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A value to compare with: text, or the special `null()` and `empty()`. */
export type Operand = { readonly text: string } | { readonly special: "null" | "empty" };

/** What a listing is filtered by. */
export type Expression =
  | {
      readonly kind: "compare";
      readonly by: Comparison;
      readonly path: string;
      readonly operand: Operand;
    }
  | {
      readonly kind: "member";
      readonly by: "in" | "out";
      readonly path: string;
      readonly operands: readonly Operand[];
    }
  /** Any text of the document contains this one, whatever the case. */
  | { readonly kind: "search"; readonly text: string }
  | { readonly kind: "not"; readonly inner: Expression }
  | { readonly kind: "and" | "or"; readonly inner: readonly Expression[] };

/** A path to order by, ascending unless `descending`. */
export interface Order {
  readonly path: string;
  readonly descending: boolean;
}

/** Everything a query string can ask of a listing. */
export interface Query {
  readonly filter: Expression;
  readonly orders: readonly Order[];
  /** Hidden fields to show. */
  readonly show: readonly string[];
  /** Fields to leave out. */
  readonly hide: readonly string[];
  readonly limit: number;
  readonly offset: number;
}
