import type { EffectCall, EffectOutcome } from "@tenure/engine";
import { decide, type Snapshot, type SubscriptionEvent } from "@tenure/machine";

import type { Look } from "../reading/look.ts";
import { readingOf } from "../reading/reading.ts";
import { writeUtc } from "../wire/moment.ts";
import type { Bindings } from "./bindings.ts";
import { done } from "./outcome.ts";

/** What the platform shows besides what an effect is about, as events for a record that is there already. */
export function alsoSeen(
  { profile, clock }: Bindings,
  snapshot: Snapshot,
  { subscription, seenAt }: Look,
): readonly SubscriptionEvent[] {
  const now = writeUtc(clock.now());
  const { events } = readingOf({ subscription, snapshot, seenAt, now, profile });
  // A contradiction is for the intake to tell, and for the reconciler to look into.
  return events.filter(({ type }) => type !== "subscription.adopted");
}

/** The record after these events. */
export function after(snapshot: Snapshot, events: readonly SubscriptionEvent[]): Snapshot {
  return events.reduce((at, event) => decide(at, event).snapshot, snapshot);
}

/** An effect is done: its own event first, and then whatever else the platform shows by now. */
export function doneAndSeen(
  bindings: Bindings,
  { snapshot }: EffectCall,
  look: Look,
  ...events: readonly SubscriptionEvent[]
): EffectOutcome {
  return done(...events, ...alsoSeen(bindings, after(snapshot, events), look));
}
