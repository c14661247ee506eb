import type { SubscriptionRecord } from "@tenure/engine";
import type { RequestState } from "@tenure/machine";

import { ConnectError } from "../client/connect-error.ts";
import { discardedFact } from "../request-discarded.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { takeInTiers } from "./take-in-tiers.ts";
import { tierFactOf } from "./tier-fact.ts";
import { isNewTierComplaint, type TierFeed, type TierPage } from "./tier-feed.ts";
import { openTiers, tiersById } from "./tier-pages.ts";

const openStates: readonly RequestState[] = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "stuck",
];
const recordsAtOnce = 200;

/** A request the engine holds open, as it knows it. */
interface Held {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly shownAs: string;
  readonly updatedAt?: string | undefined;
}

function heldBy({ key, snapshot }: SubscriptionRecord): readonly Held[] {
  const { request, waiting } = snapshot.context;
  const held = ({ id, type, updatedAt }: Omit<Held, "key" | "shownAs">, shownAs: string): Held => ({
    key,
    id,
    type,
    shownAs,
    updatedAt,
  });
  return [
    ...(request === null ? [] : [held(request, request.shownAs)]),
    ...waiting.map((row) => held(row.request, row.shownAs)),
  ];
}

async function heldOpen({ intake }: TierFeed): Promise<ReadonlyMap<string, Held>> {
  const held = new Map<string, Held>();
  let after: string | undefined;
  // oxlint-disable no-await-in-loop -- page after page
  do {
    const page = await intake.list(
      { requestState: openStates },
      { limit: recordsAtOnce, ...(after === undefined ? {} : { after }) },
    );
    for (const row of page.rows.flatMap(heldBy)) held.set(row.id, row);
    after = page.next;
  } while (after !== undefined && !intake.signal.aborted);
  // oxlint-enable no-await-in-loop
  return held;
}

/** The platform shows something else than the engine holds. */
function differs(request: TierConfigRequest, held: Held | undefined): boolean {
  const fact = tierFactOf(request);
  if (fact === null) return false;
  return fact.type !== `request.${held?.shownAs}` || fact.request.updatedAt !== held?.updatedAt;
}

async function isGone({ calls, intake }: TierFeed, id: string): Promise<boolean> {
  try {
    await calls.get(id, { signal: intake.signal });
    return false;
  } catch (error) {
    if (error instanceof ConnectError && error.kind === "not_found") return true;
    throw error;
  }
}

/** Requests the lists did not show. Drafts are deleted by the platform; others should never be gone. */
async function lookForMissing(feed: TierFeed, missing: readonly Held[]): Promise<boolean> {
  let changed = false;
  for (const { id, key, type, shownAs } of missing) {
    // oxlint-disable-next-line no-await-in-loop -- few, and not worth a burst of calls
    if (shownAs === "draft" && (await isGone(feed, id))) {
      // oxlint-disable-next-line no-await-in-loop -- see above
      await feed.intake.send(key, discardedFact(id, type));
      changed = true;
    } else if (shownAs !== "draft" && isNewTierComplaint(feed, `${id} missing`)) {
      feed.intake.logger.warn(
        { requestId: id, tierConfiguration: key },
        "the tier configuration request is not on Connect any more: check that the API key still sees it",
      );
    }
  }
  return changed;
}

/**
 * Reads every request that is open, on the platform or by the record, and takes in what differs: a poll that
 * was missed, a draft that was deleted, a request of which nothing was heard.
 *
 * @returns whether the record changed.
 */
export async function sweepTiers(feed: TierFeed): Promise<boolean> {
  const held = await heldOpen(feed);
  const shown = new Set<string>();
  let changed = false;

  async function absorb(pages: AsyncIterable<TierPage>): Promise<void> {
    for await (const page of pages) {
      for (const row of [...page.rows, ...page.unreadable]) shown.add(row.id ?? "");
      const others = page.rows.filter((row) => differs(row, held.get(row.id)));
      const taken = await takeInTiers(feed, others, true);
      changed ||= taken.changed;
    }
  }

  await absorb(openTiers(feed));
  const missing = () => [...held.values()].filter(({ id }) => !shown.has(id));
  await absorb(
    tiersById(
      feed,
      missing().map(({ id }) => id),
    ),
  );
  return (await lookForMissing(feed, missing())) || changed;
}
