import {
  decide,
  initial,
  subscriptionEventSchema,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";

import type { HistoryEntry } from "../src/ports/subscription-record.ts";

type Told = readonly [at: number, event: SubscriptionEventInput];

/** The history a store would hold of these events, and the subscription after them. */
export function live(
  told: readonly Told[],
  key = "AS-1",
): { readonly entries: readonly HistoryEntry[]; readonly snapshot: Snapshot } {
  let snapshot = initial({ key });
  const entries = told.map(([at, input], index) => {
    const event = subscriptionEventSchema.parse(input);
    const decision = decide(snapshot, event);
    ({ snapshot } = decision);
    return {
      key,
      version: index + 1,
      at,
      event,
      verdict: decision.verdict,
      effects: decision.effects,
      drift: false,
      previousHash: "",
      hash: "",
    };
  });
  return { entries, snapshot };
}
