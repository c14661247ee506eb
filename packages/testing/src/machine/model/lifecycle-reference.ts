import type { Capabilities, Decisions, RequestFact, SubscriptionStatus } from "@tenure/machine";

/** Where a subscription is, and where the cancel that is open started from. */
export interface Standing {
  readonly status: "new" | SubscriptionStatus;
  readonly canceledFrom: "active" | "suspended";
}

/** What the product and the profile allow. */
export interface Terms {
  readonly capabilities: Capabilities;
  readonly decisions: Decisions;
}

/** A fact's status, without the word that goes before it. */
export const shownBy = (fact: RequestFact): string => fact.type.replace("request.", "");

const ends = new Set(["approved", "failed", "revoked", "discarded"]);
export const isEnd = (shown: string): boolean => ends.has(shown);

/** Whether the product lets a draft of this type exist. */
export function mayBeDraft(type: string, { capabilities, decisions }: Terms): boolean {
  const { purchase, change, inquiring } = capabilities.dynamicValidation;
  if (type === "purchase") return decisions.draftGate === "draftRequests" ? purchase : inquiring;
  return type === "change" ? change : true;
}

/** The status a purchase tells of by itself. */
function byPurchase(shown: string, reported: SubscriptionStatus | undefined): SubscriptionStatus {
  if (shown === "draft") return "draft";
  if (shown === "failed" || shown === "revoked") return "terminated";
  if (shown !== "approved") return "processing";
  const isLater =
    reported === "suspended" || reported === "terminating" || reported === "terminated";
  return isLater ? reported : "active";
}

/** The status a request other than a purchase takes for granted when nobody reports it. */
function takenForGranted(type: string, isApproved: boolean): SubscriptionStatus {
  if (type === "suspend") return isApproved ? "suspended" : "active";
  if (type === "resume") return isApproved ? "active" : "suspended";
  return ["change", "adjustment", "renew", "transfer", "cancel"].includes(type)
    ? "active"
    : "processing";
}

function seenFirst(fact: RequestFact): Standing["status"] {
  const { type } = fact.request;
  const shown = shownBy(fact);
  if (shown === "discarded") return "new";
  if (type === "purchase") return byPurchase(shown, fact.subscriptionStatus);
  if (type === "cancel" && !isEnd(shown) && shown !== "draft") return "terminating";
  if (type === "cancel" && shown === "approved") return "terminated";
  return fact.subscriptionStatus ?? takenForGranted(type, shown === "approved");
}

function firstSight(fact: RequestFact, terms: Terms): Standing["status"] {
  const status = seenFirst(fact);
  return status === "draft" && !mayBeDraft(fact.request.type, terms) ? "new" : status;
}

/** A purchase, while it has not been approved. */
function byUnfinishedPurchase(shown: string, isDraft: boolean, terms: Terms): SubscriptionStatus {
  const before = isDraft ? "draft" : "processing";
  if (shown === "approved") return "active";
  if (shown === "failed") return "terminated";
  if (shown === "revoked") return terms.decisions.revokedActsAsFailed ? "terminated" : before;
  if (shown === "discarded") return isDraft ? "discarded" : before;
  return shown === "draft" ? before : "processing";
}

/** Moves a subscription when it opens, and back when it is rejected. */
function byCancel(shown: string, standing: Standing, { decisions }: Terms): Standing {
  const { status } = standing;
  if (shown === "approved") return { status: "terminated", canceledFrom: "active" };
  if (shown === "draft") return standing;
  if (!isEnd(shown)) {
    const isAllowed =
      status === "active" || (status === "suspended" && decisions.cancelWhileSuspended);
    return isAllowed ? { status: "terminating", canceledFrom: status } : standing;
  }
  const isRejected = shown === "failed" || decisions.revokedActsAsFailed;
  if (status !== "terminating" || shown === "discarded" || !isRejected) return standing;
  const back = decisions.rejectedCancel === "active" ? "active" : standing.canceledFrom;
  return { status: back, canceledFrom: "active" };
}

/** Suspend and resume move a subscription when they are approved, and only with the hold. */
function byHold(fact: RequestFact, standing: Standing, { capabilities }: Terms): Standing {
  const reached = fact.request.type === "suspend" ? "suspended" : "active";
  const left = reached === "suspended" ? "active" : "suspended";
  const isHeld = capabilities.administrativeHold || fact.subscriptionStatus === reached;
  if (shownBy(fact) !== "approved" || !isHeld) return standing;
  if (standing.status === left) return { ...standing, status: reached };
  return standing.status === "terminating" ? { ...standing, canceledFrom: reached } : standing;
}

/** The lifecycle table: where news of a request leads a subscription. */
export function lifecycleAfter(standing: Standing, fact: RequestFact, terms: Terms): Standing {
  const { status } = standing;
  const { type } = fact.request;
  if (status === "new") return { ...standing, status: firstSight(fact, terms) };
  if (type === "purchase" && (status === "draft" || status === "processing")) {
    const next = byUnfinishedPurchase(shownBy(fact), status === "draft", terms);
    return { ...standing, status: next };
  }
  const isSkipped = status === "processing" && type === "cancel" && shownBy(fact) === "approved";
  if (isSkipped) return { status: "terminated", canceledFrom: "active" };
  if (!["active", "suspended", "terminating"].includes(status)) return standing;
  if (type === "cancel") return byCancel(shownBy(fact), standing, terms);
  return type === "suspend" || type === "resume" ? byHold(fact, standing, terms) : standing;
}
