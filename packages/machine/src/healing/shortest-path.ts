import { decide } from "../decide.ts";
import type { SubscriptionEvent } from "../events.ts";
import type { Snapshot } from "../snapshot.ts";
import { heldOpen } from "./truth.ts";

/** Where a path has come to. */
export interface Place {
  readonly at: Snapshot;
  readonly path: readonly SubscriptionEvent[];
  /** So many of the platform's facts are passed: one before it is not taken any more. */
  readonly passed: number;
}

/** An event that may come next, and what it leaves behind. */
export type Step = Pick<Place, "passed"> & { readonly event: SubscriptionEvent };

export interface Search {
  readonly steps: (place: Place) => readonly Step[];
  readonly isThere: (snapshot: Snapshot) => boolean;
  /** Tells places apart in what this module does not know of. */
  readonly mark: (snapshot: Snapshot) => string;
}

/** Two places of the same name have the same ways on. */
function nameOf({ at, passed }: Place, mark: string): string {
  const { value, context } = at;
  const { request, canceledFrom, latestEndAt, capabilities, product, renewal } = context;
  return JSON.stringify([
    value.lifecycle,
    request?.id,
    [...heldOpen(at)].map((row) => row.join(" ")).toSorted(),
    canceledFrom,
    latestEndAt,
    capabilities,
    product,
    renewal,
    passed,
    mark,
  ]);
}

/**
 * Breadth first, so that the first path found is a shortest one; among those, the one whose steps were
 * named first. Every step of it moves the subscription. Undefined when there is none.
 */
export function shortestPath(
  from: Snapshot,
  { steps, isThere, mark }: Search,
): readonly SubscriptionEvent[] | undefined {
  if (isThere(from)) return [];
  let front: readonly Place[] = [{ at: from, path: [], passed: 0 }];
  const seen = new Set(front.map((place) => nameOf(place, mark(place.at))));
  while (front.length > 0) {
    const next: Place[] = [];
    for (const place of front) {
      for (const { event, passed } of steps(place)) {
        const { snapshot, verdict } = decide(place.at, event);
        if (verdict.type !== "moved") continue;
        const path = [...place.path, event];
        if (isThere(snapshot)) return path;
        const reached = { at: snapshot, path, passed };
        const name = nameOf(reached, mark(snapshot));
        if (seen.has(name)) continue;
        seen.add(name);
        next.push(reached);
      }
    }
    front = next;
  }
  return undefined;
}
