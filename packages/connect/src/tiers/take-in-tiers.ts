import { troubleOf } from "../intake/trouble.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { changedAt, isEndOfTier, tierFactOf } from "./tier-fact.ts";
import { isNewTierComplaint, type TierFeed } from "./tier-feed.ts";
import { levelOf } from "./tier-handler-call.ts";

/** What became of requests that were to be taken in. */
export interface TiersTakenIn {
  /** Something changed in the record. */
  readonly changed: boolean;
  /** Requests that could not be taken in and have to be read again. */
  readonly left: readonly string[];
}

const nothing: TiersTakenIn = { changed: false, left: [] };

const placeOf = (row: TierConfigRequest): string => `${changedAt(row) ?? ""} ${row.id}`;

/** True when the fact moved the record. */
async function takeInOne(
  feed: TierFeed,
  request: TierConfigRequest,
  isForced: boolean,
): Promise<boolean> {
  const fact = tierFactOf(request);
  if (fact === null) {
    if (isNewTierComplaint(feed, `${request.id} status ${request.status}`)) {
      feed.intake.logger.warn(
        { requestId: request.id, status: request.status },
        "the tier configuration request has a status this release does not know; it is looked at again when it changes",
      );
    }
    return false;
  }
  const told = JSON.stringify(fact);
  if (!isForced && feed.seen.get(request.id)?.told === told) return false;
  const { verdict } = await feed.intake.send(request.configuration.id, fact);
  feed.seen.set(request.id, { told, updated: fact.request.updatedAt });
  const moved = verdict.type === "moved";
  if (moved && isEndOfTier(fact.type)) feed.ended();
  return moved;
}

/** One configuration's requests, one after the other. What follows one that is left, is left as well. */
async function takeInGroup(
  feed: TierFeed,
  group: readonly TierConfigRequest[],
  isForced: boolean,
): Promise<TiersTakenIn> {
  let changed = false;
  for (const [index, request] of group.entries()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- facts about one configuration keep their order
      changed = (await takeInOne(feed, request, isForced)) || changed;
    } catch (error) {
      const trouble = troubleOf(error);
      if (!feed.intake.signal.aborted) {
        feed.intake.logger.error(
          { ...trouble.fields, requestId: request.id, tierConfiguration: request.configuration.id },
          trouble.message,
        );
      }
      return { changed, left: group.slice(index).map(({ id }) => id) };
    }
  }
  return { changed, left: [] };
}

async function takeInLevel(
  feed: TierFeed,
  requests: readonly TierConfigRequest[],
  isForced: boolean,
): Promise<TiersTakenIn> {
  const inOrder = requests.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  const groups = Map.groupBy(inOrder, ({ configuration }) => configuration.id);
  const results = await Promise.all(
    [...groups.values()].map((group) => takeInGroup(feed, group, isForced)),
  );
  return {
    changed: results.some(({ changed }) => changed),
    left: results.flatMap(({ left }) => left),
  };
}

/**
 * Takes in requests: those of one configuration in the order of their change, configurations of one level
 * side by side, the second level before the first. Never rejects: what goes wrong with one configuration is
 * logged and does not stop the others.
 *
 * @param isForced also what this run has told the engine before.
 */
export async function takeInTiers(
  feed: TierFeed,
  requests: readonly TierConfigRequest[],
  isForced = false,
): Promise<TiersTakenIn> {
  let all = nothing;
  for (const level of [2, 1]) {
    const own = requests.filter((request) => levelOf(request) === level);
    // oxlint-disable-next-line no-await-in-loop -- the second level comes before the first
    const taken = await takeInLevel(feed, own, isForced);
    all = { changed: all.changed || taken.changed, left: [...all.left, ...taken.left] };
  }
  return all;
}
