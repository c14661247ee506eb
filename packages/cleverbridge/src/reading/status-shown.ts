import { lifecycleOf, type Snapshot, type SubscriptionStatus } from "@tenure/machine";

import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import { type Cancellation, cancellationOf } from "./cancellation.ts";
import { unmanagedStatuses } from "./parameters-shown.ts";

/** What a status is told by. */
export interface StatusQuestion {
  readonly subscription: CleverbridgeSubscription;
  /** What is known of it so far; what the customer wants, and what was paid, stands only there. */
  readonly snapshot: Snapshot;
  /** The money was given back. */
  readonly isReversed: boolean;
  /** As text, in UTC with milliseconds. */
  readonly now: string;
}

/** When the paid term ends: as shown now, or else as shown before. */
function termEndOf({ subscription, snapshot }: StatusQuestion): string | undefined {
  const known = snapshot.context.parameters["nextBillingDate"];
  return subscription.nextBillingDate?.at ?? (typeof known === "string" ? known : undefined);
}

function isTermOver(question: StatusQuestion): boolean {
  const end = termEndOf(question);
  return end !== undefined && end <= question.now;
}

/** The renewal of a living subscription is on, or its items are back, after what the record takes for a cancel. */
export function isWithdrawn(
  cancellation: Cancellation,
  { renewalType }: CleverbridgeSubscription,
  { context }: Snapshot,
): boolean {
  // It was known, or done, by having deactivated the subscription, which lives.
  if (!cancellation.isOrdered || !context.capabilities.renewalSwitch) return true;
  return renewalType === "automatic";
}

function whileAlive(question: StatusQuestion): SubscriptionStatus {
  const { subscription, snapshot } = question;
  const served = subscription.status === "hold" ? "suspended" : "active";
  const cancellation = cancellationOf(snapshot);
  if (cancellation === undefined) return served;
  if (cancellation.shownAs !== "scheduled") {
    return lifecycleOf(snapshot) === "terminating" ? "terminating" : served;
  }
  if (isWithdrawn(cancellation, subscription, snapshot)) return served;
  return isTermOver(question) ? "terminated" : "terminating";
}

function onceDeactivated(question: StatusQuestion): SubscriptionStatus {
  const { subscription, snapshot, isReversed } = question;
  const lifecycle = lifecycleOf(snapshot);
  // What was ordered and never paid for.
  if (isReversed || lifecycle === "processing") return "terminated";
  if (isTermOver(question) || termEndOf(question) === undefined) return "terminated";
  const awaitsWord = subscription.items.some(({ status }) => status === "awaiting_reinstate");
  return awaitsWord && lifecycle !== "terminating" ? "active" : "terminating";
}

/** An end is an end, unless the platform serves, and bills, another term. */
function onceEnded(question: StatusQuestion): SubscriptionStatus | undefined {
  const { subscription, snapshot } = question;
  const isServed = subscription.status === "active" && subscription.nextBillingDate !== undefined;
  if (isServed && !isTermOver(question)) return "active";
  return lifecycleOf(snapshot) === "discarded" ? "discarded" : "terminated";
}

/**
 * The status a subscription has, by what the platform shows and by what the record knows; undefined when
 * nothing can be concluded from the platform's word and the record stands.
 *
 * What the platform shows is not enough: a renewal that is off looks the same whether the customer canceled or
 * renews by hand, and what was deactivated looks the same after a cancel and after a chargeback.
 */
export function statusShown(question: StatusQuestion): SubscriptionStatus | undefined {
  const { status } = question.subscription;
  if (unmanagedStatuses.has(status)) return undefined;
  const lifecycle = lifecycleOf(question.snapshot);
  if (lifecycle === "terminated" || lifecycle === "discarded") return onceEnded(question);
  if (status === "new") return "processing";
  if (status === "finished") return "terminated";
  return status === "deactivated" ? onceDeactivated(question) : whileAlive(question);
}
