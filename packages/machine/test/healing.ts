import {
  decide,
  isAdapterEffect,
  requestFactSchema,
  type AdapterEffect,
  type Healing,
  type RequestFact,
  type Snapshot,
  type SubscriptionStatus,
  type Truth,
} from "@tenure/machine";
import { expect } from "vitest";

import { numbered } from "./purchased.ts";

/** What a platform shows of the subscription's request of that number. */
export const fact = (shown: string, number: number, type: string, more: object = {}): RequestFact =>
  requestFactSchema.parse({
    type: `request.${shown}`,
    request: { ...numbered(number, type), ...more },
  });

export const truth = (status: SubscriptionStatus, ...facts: Truth["facts"]): Truth => ({
  adopted: { type: "subscription.adopted", status, forced: false },
  facts,
});

/** Takes the path, and gives back where it leads and what it asks to be done. */
export function take(
  snapshot: Snapshot,
  path: Healing["path"],
): { readonly at: Snapshot; readonly effects: readonly AdapterEffect[] } {
  const effects: AdapterEffect[] = [];
  let at = snapshot;
  for (const event of path) {
    const decision = decide(at, event);
    expect(decision.verdict).toEqual({ type: "moved" });
    effects.push(...decision.effects.filter(isAdapterEffect));
    at = decision.snapshot;
  }
  return { at, effects };
}
