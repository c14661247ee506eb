import type { RequestFact } from "./events.ts";
import { outcomeOf } from "./facts.ts";
import type { SubscriptionStatus } from "./status.ts";

function statusBySetup(fact: RequestFact): SubscriptionStatus {
  switch (outcomeOf(fact)) {
    case undefined:
      return fact.type === "request.draft" ? "draft" : "processing";
    case "discarded":
      return "discarded";
    // A setup leaves the configuration active, whatever came of it (decision D14).
    case "failed":
    case "approved":
    case "revoked":
      return "active";
  }
}

/**
 * The status a tier configuration is taken over in when a request is the first that is seen of it. A setup
 * tells it by itself; an update or an adjustment is of a configuration that exists, and the platform's own
 * word on its status counts, or else that an open one is in progress.
 */
export function tierStatusAtFirstSight(fact: RequestFact): SubscriptionStatus {
  if (fact.request.type === "setup") return statusBySetup(fact);
  const isOpen = outcomeOf(fact) === undefined && fact.type !== "request.draft";
  const shown = (["processing", "active"] as const).find((is) => is === fact.subscriptionStatus);
  return shown ?? (isOpen ? "processing" : "active");
}
