import type { SubscriptionRecord } from "@tenure/engine";
import type { RequestState } from "@tenure/machine";

import { ConnectError } from "../client/connect-error.ts";
import { discardedFact, isDraftInProgress } from "../request-discarded.ts";
import { requestFactOf } from "../request-fact.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { type Feed, isNewComplaint, untilThereIsRoom } from "./feed.ts";
import { requestsById } from "./request-pages.ts";
import { takeIn } from "./take-in.ts";

const sweptStates: readonly RequestState[] = [
  "draft",
  "tiersSetup",
  "inquiring",
  "scheduled",
  "revoking",
  "pending",
  "stuck",
];
const recordsAtOnce = 200;

/** A request the engine holds open, as it knows it. */
interface Held {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly state: RequestState;
  readonly isDraft: boolean;
  readonly updatedAt: string | undefined;
}

function heldBy({ key, requestState, snapshot }: SubscriptionRecord): readonly Held[] {
  const { request, waiting } = snapshot.context;
  const inProgress: readonly Held[] =
    request === null
      ? []
      : [
          {
            key,
            id: request.id,
            type: request.type,
            state: requestState,
            isDraft: isDraftInProgress(snapshot),
            updatedAt: request.updatedAt,
          },
        ];
  const behind = waiting.map((row) => ({
    key,
    id: row.request.id,
    type: row.request.type,
    state: row.shownAs,
    isDraft: row.shownAs === "draft",
    updatedAt: row.request.updatedAt,
  }));
  return [...inProgress, ...behind];
}

/** The platform shows something else than the engine holds. What is stuck may be in any open status. */
function differs(request: FulfillmentRequest, held: Held): boolean {
  const fact = requestFactOf(request);
  if (fact === null) return false;
  if (fact.request.updatedAt !== held.updatedAt) return true;
  const state = fact.type.slice("request.".length);
  return held.state === "stuck"
    ? !sweptStates.some((open) => open === state)
    : state !== held.state;
}

async function isGone({ client, intake }: Feed, id: string): Promise<boolean> {
  try {
    await client.requests.get(id, { signal: intake.signal });
    return false;
  } catch (error) {
    if (error instanceof ConnectError && error.kind === "not_found") return true;
    throw error;
  }
}

/** Requests the list did not show. Drafts are deleted by the platform; others should never be gone. */
async function lookForMissing(feed: Feed, missing: readonly Held[]): Promise<boolean> {
  let changed = false;
  for (const held of missing) {
    // oxlint-disable-next-line no-await-in-loop -- few, and not worth a burst of calls
    if (held.isDraft && (await isGone(feed, held.id))) {
      // oxlint-disable-next-line no-await-in-loop -- see above
      await feed.intake.send(held.key, discardedFact(held.id, held.type));
      changed = true;
    } else if (!held.isDraft && isNewComplaint(feed, `${held.id} missing`)) {
      feed.intake.logger.warn(
        { requestId: held.id, subscription: held.key },
        "the request is not on Connect any more: check that the API key still sees it",
      );
    }
  }
  return changed;
}

async function sweepSome(feed: Feed, held: readonly Held[]): Promise<boolean> {
  const shown = new Set<string>();
  const byId = new Map(held.map((row) => [row.id, row]));
  let changed = false;
  for await (const page of requestsById(feed, [...byId.keys()])) {
    for (const row of [...page.rows, ...page.unreadable]) shown.add(row.id ?? "");
    const others = page.rows.filter((row) => {
      const known = byId.get(row.id);
      return known !== undefined && differs(row, known);
    });
    const taken = await takeIn(feed, others, true);
    changed ||= taken.changed;
  }
  const gone = await lookForMissing(
    feed,
    held.filter((row) => !shown.has(row.id)),
  );
  return changed || gone;
}

/**
 * Reads again every request the engine holds open, and takes in what differs: a poll that was missed, a
 * draft that was deleted, a platform that shows an older change late.
 *
 * @returns whether the record changed.
 */
export async function sweep(feed: Feed): Promise<boolean> {
  const { intake } = feed;
  let changed = false;
  let after: string | undefined;
  // oxlint-disable no-await-in-loop -- page after page
  do {
    await untilThereIsRoom(feed);
    const page = await intake.list(
      { requestState: sweptStates },
      { limit: recordsAtOnce, ...(after === undefined ? {} : { after }) },
    );
    const moved = await sweepSome(feed, page.rows.flatMap(heldBy));
    changed ||= moved;
    after = page.next;
  } while (after !== undefined && !intake.signal.aborted);
  // oxlint-enable no-await-in-loop
  return changed;
}
