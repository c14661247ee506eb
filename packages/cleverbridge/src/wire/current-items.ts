import type { CleverbridgeItem } from "./item.ts";

/** Which versions of the items of a subscription count. */
export interface CurrentItems {
  /** One to a running number, in the order given. */
  readonly items: readonly CleverbridgeItem[];
  /** All the others, in the order given. */
  readonly otherVersions: readonly CleverbridgeItem[];
  /** Running numbers of which the current version cannot be told, ascending. */
  readonly ambiguousRunningNumbers: readonly number[];
}

/** The versions that come into question as the current one. */
function candidatesOf(versions: readonly CleverbridgeItem[]): readonly CleverbridgeItem[] {
  const current = versions.filter(({ isCurrent }) => isCurrent === true);
  if (current.length > 0) return current;
  const undeclared = versions.filter(({ isCurrent }) => isCurrent === undefined);
  if (undeclared.length < 2) return undeclared;
  const active = undeclared.filter(({ status }) => status === "active");
  return active.length === 1 ? active : undeclared;
}

/**
 * Tells the current version of each item from its older ones, which share its running number. The one with
 * `IsCurrent` counts; one that is said not to be current never does. Where the platform left `IsCurrent` out
 * and a number repeats, the one active version counts if there is exactly one. If the choice is still open,
 * the number is ambiguous, and nothing may be concluded about the item.
 */
export function currentItemsOf(versions: readonly CleverbridgeItem[]): CurrentItems {
  const byNumber = Map.groupBy(versions, ({ runningNumber }) => runningNumber);
  const chosen = new Set<CleverbridgeItem>();
  const ambiguous: number[] = [];
  for (const [runningNumber, group] of byNumber) {
    const candidates = candidatesOf(group);
    const [only] = candidates;
    if (candidates.length > 1) ambiguous.push(runningNumber);
    else if (only !== undefined) chosen.add(only);
  }
  return {
    items: versions.filter((version) => chosen.has(version)),
    otherVersions: versions.filter((version) => !chosen.has(version)),
    ambiguousRunningNumbers: ambiguous.toSorted((left, right) => left - right),
  };
}
