import type { HistoryEntry } from "@tenure/engine";
import { isFact, type SubscriptionEvent } from "@tenure/machine";

export interface Author {
  readonly party: "platform" | "customer" | "vendor" | "operator" | "schedule" | "engine";
  /** Who gave the consent. */
  readonly identity: string | null;
}

function partyOf(event: SubscriptionEvent): Author["party"] {
  if (isFact(event)) return "platform";
  if ("by" in event) return event.by === "operator" ? "operator" : "vendor";
  if (event.type === "effect.failed") return "engine";
  if (event.type === "timer.due") return "schedule";
  if (event.type === "operator.retry" || event.type === "operator.skip") return "operator";
  return "consent" in event && event.consent !== undefined ? "customer" : "vendor";
}

/** Who an event came from. */
export function authorOf(event: SubscriptionEvent): Author {
  const identity = "consent" in event ? event.consent?.identity : undefined;
  return { party: partyOf(event), identity: identity ?? null };
}

/** The reason an event was given with, in the words of whoever gave it. */
export function reasonOf(event: SubscriptionEvent): string | undefined {
  if ("reason" in event) return event.reason;
  if ("error" in event) return event.error.message;
  return "request" in event ? event.request.reason : undefined;
}

/** What the machine says of an event that it refused. */
export function refusalMessageOf({ verdict }: Pick<HistoryEntry, "verdict">): string | undefined {
  return verdict.type === "refused" ? verdict.refusal.message : undefined;
}
