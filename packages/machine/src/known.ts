import type { SubscriptionContext } from "./context.ts";
import type { RequestFact, SubscriptionEvent } from "./events.ts";
import { endedOf, isRequestFact, isStale, outcomeOf } from "./facts.ts";
import type { Snapshot } from "./snapshot.ts";
import { lifecycleOf } from "./view.ts";

/** Why a fact has nothing to add: the record says the same already, or something newer. */
export type Known = "known" | "stale";

/** The subscription is terminated or discarded. */
export function hasEnded(snapshot: Snapshot): boolean {
  return ["terminated", "discarded"].includes(lifecycleOf(snapshot));
}

function knownOfEnded(outcome: string | undefined, before: string): Known | undefined {
  // An open fact about an ended request was read before its end.
  return outcome === undefined || outcome === before ? "known" : undefined;
}

function knownOfRequestInProgress(
  context: SubscriptionContext,
  fact: RequestFact,
): Known | undefined {
  if (fact.type === `request.${context.request?.shownAs}`) return "known";
  return isStale(context, fact) ? "stale" : undefined;
}

function knownOfRequest(snapshot: Snapshot, fact: RequestFact): Known | undefined {
  const { context } = snapshot;
  const outcome = outcomeOf(fact);
  const before = endedOf(context, fact);
  if (before !== undefined) return knownOfEnded(outcome, before.outcome);
  if (context.request?.id === fact.request.id) return knownOfRequestInProgress(context, fact);
  const waiting = context.waiting.find(({ request }) => request.id === fact.request.id);
  if (isStale(context, fact)) return "stale";
  if (fact.type === `request.${waiting?.shownAs}`) return "known";
  // After the end of the subscription an ended request has nothing left to act on.
  return outcome !== undefined && hasEnded(snapshot) ? "known" : undefined;
}

/** Whether, and why, an event that moved nothing was known before; undefined when it was not. */
export function isKnown(snapshot: Snapshot, event: SubscriptionEvent): Known | undefined {
  if (event.type === "capabilities.changed" || event.type === "renewal.changed") return "known";
  if (event.type === "subscription.adopted") {
    return event.status === lifecycleOf(snapshot) ? "known" : undefined;
  }
  return isRequestFact(event) ? knownOfRequest(snapshot, event) : undefined;
}
