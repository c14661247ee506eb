import type { z } from "@hono/zod-openapi";
import { redactedMarker } from "@tenure/engine";

import type { differenceSchema } from "./history-schemas.ts";

type Difference = z.infer<typeof differenceSchema>;

/** A value, and what may be shown of it: the same shape, with other names and values in places. */
interface Shown {
  readonly real: unknown;
  readonly shown: unknown;
}

type Parts = ReadonlyMap<string, Shown & { readonly name: string }>;

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What a value is made of, by name. Redacting keeps the order of names. */
function partsOf({ real, shown }: Shown): Parts {
  if (!isNested(real)) return new Map();
  const names = isNested(shown) ? Object.entries(shown) : [];
  return new Map(
    Object.entries(real).map(([name, value]: [string, unknown], index) => {
      const [shownName, shownValue] = names[index] ?? [redactedMarker, redactedMarker];
      return [name, { real: value, shown: shownValue as unknown, name: shownName }];
    }),
  );
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

const sameKind = (left: unknown, right: unknown): boolean =>
  isNested(left) && isNested(right) && Array.isArray(left) === Array.isArray(right);

/**
 * Where two values differ, as deep as both have the same shape; by name, in the order of the first, then
 * what only the second has. Compares what is real and tells what may be shown.
 */
export function differences(
  before: Shown,
  after: Shown,
  path: readonly string[] = [],
): readonly Difference[] {
  if (isSame(before.real, after.real)) return [];
  if (!sameKind(before.real, after.real)) {
    return [
      {
        path,
        ...(before.real !== undefined && { before: before.shown }),
        ...(after.real !== undefined && { after: after.shown }),
      },
    ];
  }
  const [left, right] = [partsOf(before), partsOf(after)];
  const nothing = { real: undefined, shown: undefined };
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const shownName = (left.get(name) ?? right.get(name))?.name ?? redactedMarker;
    return differences(left.get(name) ?? nothing, right.get(name) ?? nothing, [...path, shownName]);
  });
}
