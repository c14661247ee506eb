import type { RequestFact, SubscriptionEvent } from "../events.ts";
import {
  isRequestFact,
  isStale,
  endedOf,
  openStateOf,
  outcomeOf,
  type OpenState,
} from "../facts.ts";
import { hasEnded } from "../known.ts";
import type { Snapshot } from "../snapshot.ts";

/** What the platform shows of the subscription or its product besides the requests. */
type Setting = Extract<SubscriptionEvent, { type: "capabilities.changed" | "renewal.changed" }>;

/** What a platform shows of one subscription, all as of one moment. */
export interface Truth {
  /** The subscription's own status. */
  readonly adopted: Extract<SubscriptionEvent, { type: "subscription.adopted" }>;
  /**
   * Its requests, oldest first, each as it is shown now. Capabilities and renewal may stand among them; of
   * several facts about one request, or one setting, the last counts.
   */
  readonly facts: readonly (RequestFact | Setting)[];
}

/** The requests that are open, by id. */
export type OpenRequests = ReadonlyMap<string, OpenState>;

/**
 * The requests the record holds open: those that wait, then the one in progress. What waits when the
 * subscription ends waits for nothing.
 */
export function heldOpen(snapshot: Snapshot): OpenRequests {
  const { request, waiting } = snapshot.context;
  const alive = hasEnded(snapshot) ? [] : waiting;
  const held = new Map(alive.map((row) => [row.request.id, row.shownAs]));
  if (request !== null) held.set(request.id, request.shownAs);
  return held;
}

const subjectOf = (fact: Truth["facts"][number]): string =>
  isRequestFact(fact) ? `request ${fact.request.id}` : fact.type;

/** Each request and each setting once, as told last, in the order given. */
export function latestFacts({ facts }: Truth): Truth["facts"] {
  const last = new Map(facts.map((fact, index) => [subjectOf(fact), index]));
  return facts.filter((fact, index) => last.get(subjectOf(fact)) === index);
}

/** The requests the platform shows open. */
export function shownOpen(facts: Truth["facts"]): OpenRequests {
  return new Map(
    facts.flatMap((fact) => {
      const shownAs = isRequestFact(fact) ? openStateOf(fact) : undefined;
      return isRequestFact(fact) && shownAs !== undefined ? [[fact.request.id, shownAs]] : [];
    }),
  );
}

/**
 * The fact was read before something the record holds already: it is older than what is known of its
 * request, or shows open what ended since.
 */
export function isBehind({ context }: Snapshot, fact: Truth["facts"][number]): boolean {
  if (!isRequestFact(fact)) return false;
  if (isStale(context, fact)) return true;
  if (outcomeOf(fact) !== undefined || endedOf(context, fact) === undefined) return false;
  const { updatedAt } = fact.request;
  return updatedAt === undefined || updatedAt <= (context.latestEndAt ?? updatedAt);
}
