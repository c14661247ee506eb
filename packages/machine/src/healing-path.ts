import type { SubscriptionEvent } from "./events.ts";
import { isRequestFact } from "./facts.ts";
import { agrees, contentsKnown, holdsContents, newestContents } from "./healing/agreement.ts";
import { endsOfVanished, unseenApprovals } from "./healing/inferred-steps.ts";
import { shortestPath, type Place, type Step } from "./healing/shortest-path.ts";
import { shownSteps } from "./healing/shown-steps.ts";
import { heldOpen, isBehind, latestFacts, type Truth } from "./healing/truth.ts";
import { hasEnded } from "./known.ts";
import type { Snapshot } from "./snapshot.ts";
import { lifecycleOf } from "./view.ts";

/** How a record differs from the platform, and what makes it agree. */
export interface Healing {
  /**
   * - `none`: they agree.
   * - `missed`: facts that the platform shows were not heard of, and they explain the difference.
   * - `outOfBand`: legal steps explain it for which the platform shows no request.
   * - `illegal`: nothing legal leads there; the platform's status is taken over by force.
   * - `stale`: what was read of the platform is older than the record. To be read again.
   */
  readonly drift: "none" | "missed" | "outOfBand" | "illegal" | "stale";
  /** The shortest such sequence of events; each of them moves the subscription. */
  readonly path: readonly SubscriptionEvent[];
  /**
   * After the path the record agrees. False for `stale`, and for an `illegal` difference in a request that
   * cannot be taken over even by force, such as one that is open again after its end.
   */
  readonly heals: boolean;
}

/** The requests the platform shows. A draft that it says was deleted is none of them. */
const idsOf = (facts: Truth["facts"]): ReadonlySet<string> =>
  new Set(
    facts.flatMap((fact) =>
      isRequestFact(fact) && fact.type !== "request.discarded" ? [fact.request.id] : [],
    ),
  );

const staying = ({ passed }: Place, events: readonly SubscriptionEvent[]): readonly Step[] =>
  events.map((event) => ({ event, passed }));

/**
 * Finds what leads the record of a subscription to agree with what the platform shows: the same status, the
 * same open requests in the same statuses, the same settings, and the items and parameters of the newest
 * approved request. The platform's own facts come first, then legal steps it shows no request for, then its
 * status by force. Pure, deterministic and total.
 *
 * What a path leaves to be done is about requests that the platform shows open. Of a request that waited for
 * another, and has ended since, an answer may be called for in passing: `awaits` is false of it afterwards.
 */
export function healingPath(snapshot: Snapshot, truth: Truth): Healing {
  const facts = latestFacts(truth);
  const { status } = truth.adopted;
  if (facts.some((fact) => isBehind(snapshot, fact))) {
    return { drift: "stale", path: [], heals: false };
  }
  const isThere = (at: Snapshot): boolean => agrees(at, status, facts);
  if (isThere(snapshot)) return { drift: "none", path: [], heals: true };

  const news = newestContents(facts).filter((brought) => !contentsKnown(snapshot, brought));
  const mark = (at: Snapshot): string =>
    news.map((brought) => `${contentsKnown(at, brought)} ${holdsContents(at, brought)}`).join(" ");
  // Told out of order, an older request would leave its own items and parameters behind.
  const isThereWithContents = (at: Snapshot): boolean =>
    isThere(at) && (hasEnded(at) || news.every((brought) => holdsContents(at, brought)));
  const shown = shownSteps(snapshot, facts);
  const ids = idsOf(facts);
  const seen = { ...truth.adopted, forced: false };
  const forced = { ...truth.adopted, forced: true };
  const vanished = (place: Place): readonly Step[] =>
    staying(place, endsOfVanished(place.at, ids, status));
  const byForce = (place: Place): readonly Step[] => staying(place, [forced]);
  const find = (
    isGoal: (at: Snapshot) => boolean,
    ...kinds: readonly ((place: Place) => readonly Step[])[]
  ) =>
    shortestPath(snapshot, {
      isThere: isGoal,
      mark,
      steps: (place) => kinds.flatMap((kind) => kind(place)),
    });

  const adopting = (place: Place): readonly Step[] => staying(place, [seen]);
  const missed =
    find(isThereWithContents, shown, adopting) ??
    (news.length > 0 ? find(isThere, shown, adopting) : undefined);
  if (missed !== undefined) return { drift: "missed", path: missed, heals: true };
  const outOfBand = find(isThere, shown, vanished, (place) =>
    staying(place, unseenApprovals(place.at, status)),
  );
  if (outOfBand !== undefined) return { drift: "outOfBand", path: outOfBand, heals: true };
  const illegal = find(isThere, shown, vanished, byForce);
  if (illegal !== undefined) return { drift: "illegal", path: illegal, heals: true };
  const isNear = (at: Snapshot): boolean =>
    lifecycleOf(at) === status && [...heldOpen(at).keys()].every((id) => ids.has(id));
  const nearest = find(isNear, shown, vanished, byForce);
  return { drift: "illegal", path: nearest ?? [], heals: false };
}
