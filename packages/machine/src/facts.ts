import type { SubscriptionContext } from "./context.ts";
import type { RequestFact, RequestFactType, SubscriptionEvent } from "./events.ts";
import { requestOutcomes, type RequestOutcome } from "./request.ts";
import type { SubscriptionStatus } from "./status.ts";

/** The states in which a platform shows a request that has not ended. */
export type OpenState = "draft" | "tiersSetup" | "pending" | "inquiring" | "scheduled" | "revoking";

const shownBy: Readonly<Record<RequestFactType, OpenState | RequestOutcome>> = {
  "request.draft": "draft",
  "request.tiersSetup": "tiersSetup",
  "request.pending": "pending",
  "request.inquiring": "inquiring",
  "request.scheduled": "scheduled",
  "request.revoking": "revoking",
  "request.approved": "approved",
  "request.failed": "failed",
  "request.revoked": "revoked",
  "request.discarded": "discarded",
};

const isOutcome = (shown: OpenState | RequestOutcome): shown is RequestOutcome =>
  (requestOutcomes as readonly string[]).includes(shown);

/** Narrows an event to what a platform says of a request. */
export function isRequestFact(event: SubscriptionEvent): event is RequestFact {
  return event.type.startsWith("request.");
}

/** How the fact says the request ended; undefined while it is open. */
export function outcomeOf(fact: RequestFact): RequestOutcome | undefined {
  const shown = shownBy[fact.type];
  return isOutcome(shown) ? shown : undefined;
}

/** In which state the fact shows the request; undefined when it has ended. */
export function openStateOf(fact: RequestFact): OpenState | undefined {
  const shown = shownBy[fact.type];
  return isOutcome(shown) ? undefined : shown;
}

/** The ended request the fact speaks of, if it is one of those remembered. */
export function endedOf(context: SubscriptionContext, fact: RequestFact) {
  return context.ended.find((ended) => ended.id === fact.request.id);
}

/** The fact was read off the platform before something already taken in about the same request. */
export function isStale(context: SubscriptionContext, fact: RequestFact): boolean {
  const known =
    context.request?.id === fact.request.id
      ? context.request
      : context.waiting.find(({ request }) => request.id === fact.request.id)?.request;
  const seenAt = known?.updatedAt;
  const { updatedAt } = fact.request;
  return seenAt !== undefined && updatedAt !== undefined && updatedAt < seenAt;
}

/** The fact says something the record does not hold yet. */
export function isNews(context: SubscriptionContext, fact: RequestFact): boolean {
  return endedOf(context, fact) === undefined && !isStale(context, fact);
}

/**
 * The fact is an end older than the last end taken in: a request that was overtaken. What it did to the
 * subscription has been overwritten since.
 */
export function isOvertaken(context: SubscriptionContext, fact: RequestFact): boolean {
  const { updatedAt } = fact.request;
  return (
    outcomeOf(fact) !== undefined &&
    context.request?.id !== fact.request.id &&
    context.latestEndAt !== null &&
    updatedAt !== undefined &&
    updatedAt < context.latestEndAt
  );
}

/** What the type of a request takes for granted of the subscription's status, by the fact about it. */
const impliedStatus = new Map<string, (outcome?: RequestOutcome) => SubscriptionStatus>([
  ["suspend", (outcome) => (outcome === "approved" ? "suspended" : "active")],
  ["resume", (outcome) => (outcome === "approved" ? "active" : "suspended")],
  ["cancel", () => "active"],
  ["change", () => "active"],
  ["adjustment", () => "active"],
  ["renew", () => "active"],
  ["transfer", () => "active"],
]);

const afterActive: ReadonlySet<SubscriptionStatus> = new Set([
  "suspended",
  "terminating",
  "terminated",
]);

function statusByPurchase(fact: RequestFact): SubscriptionStatus {
  switch (outcomeOf(fact)) {
    case undefined:
      return fact.type === "request.draft" ? "draft" : "processing";
    case "discarded":
      return "discarded";
    case "failed":
    case "revoked":
      return "terminated";
    case "approved": {
      // What led from active to these may be out of sight by now.
      const reported = fact.subscriptionStatus;
      return reported !== undefined && afterActive.has(reported) ? reported : "active";
    }
  }
}

/**
 * The status to take over when a request is the first that is seen of a subscription. A purchase tells
 * it by itself; for the others the subscription existed before, and the platform's own word on its
 * status counts, or else what the request's type takes for granted.
 */
export function statusAtFirstSight(fact: RequestFact): SubscriptionStatus {
  const { type } = fact.request;
  if (type === "purchase") return statusByPurchase(fact);
  const outcome = outcomeOf(fact);
  // A cancel that is only a draft has not opened.
  if (type === "cancel" && outcome === undefined && fact.type !== "request.draft") {
    return "terminating";
  }
  if (type === "cancel" && outcome === "approved") return "terminated";
  return fact.subscriptionStatus ?? impliedStatus.get(type)?.(outcome) ?? "processing";
}
