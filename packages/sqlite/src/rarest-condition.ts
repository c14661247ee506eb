import { isWalkable, type Condition } from "./list-query.ts";

/** So far is counted, step by step; what is no rarer than the last is frequent. */
const steps = [100, 2000, 40_000];

/**
 * The condition to walk an index by: the one that the fewest subscriptions fit, as far as that can be
 * told in passing. Undefined when no condition has an index.
 *
 * @param count tells how many subscriptions fit a condition, and need not count beyond the limit
 */
export function rarestCondition(
  conditions: readonly Condition[],
  count: (condition: Condition, limit: number) => number,
): Condition | undefined {
  const walkable = conditions.filter(isWalkable);
  if (walkable.length < 2) return walkable[0];
  for (const step of steps) {
    const counted = walkable.map((condition) => ({ condition, fits: count(condition, step) }));
    const [rarest] = counted.toSorted((left, right) => left.fits - right.fits);
    if (rarest !== undefined && rarest.fits < step) return rarest.condition;
  }
  return walkable[0];
}
