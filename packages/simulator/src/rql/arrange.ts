import type { Order } from "./expression.ts";
import { order, valuesAt } from "./match.ts";

/** Sorts by every order in turn; equal documents keep their place, missing values come last. */
export function arranged<T>(documents: readonly T[], orders: readonly Order[]): readonly T[] {
  if (orders.length === 0) return documents;
  const keyed = documents.map((document) => ({
    document,
    keys: orders.map(({ path }) => keyOf(document, path)),
  }));
  return keyed
    .toSorted((left, right) => {
      for (const [index, { descending }] of orders.entries()) {
        const sign = compareKeys(left.keys[index], right.keys[index], descending);
        if (sign !== 0) return sign;
      }
      return 0;
    })
    .map(({ document }) => document);
}

function keyOf(document: unknown, path: string): string | undefined {
  const value = valuesAt(document, path)[0];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function compareKeys(
  left: string | undefined,
  right: string | undefined,
  descending: boolean,
): number {
  if (left === undefined || right === undefined) {
    return Number(left === undefined) - Number(right === undefined);
  }
  const sign = order(left, right);
  return descending ? -sign : sign;
}
