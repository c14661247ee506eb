import type { SubscriptionRecord } from "@tenure/engine";

import { ConnectError } from "../client/connect-error.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Feed } from "./feed.ts";

function heldBy({ snapshot }: SubscriptionRecord): readonly string[] {
  const { request, waiting } = snapshot.context;
  return [...(request === null ? [] : [request]), ...waiting.map((row) => row.request)].map(
    ({ id }) => id,
  );
}

async function readOne(
  { client, intake }: Feed,
  id: string,
): Promise<readonly FulfillmentRequest[]> {
  try {
    return [await client.requests.get(id, { signal: intake.signal })];
  } catch (error) {
    // A draft that was deleted: the sweep finds out.
    if (error instanceof ConnectError && error.kind === "not_found") return [];
    throw error;
  }
}

/**
 * The requests of a subscription that the engine holds open and the list does not show, while it shows
 * others of the same subscription. Mostly they have ended, because a subscription has one request in
 * progress at a time, and a list that lags behind has yet to show it: read by their ids they are known
 * in time, so that facts are told in their order.
 */
export async function earlierRequests(
  feed: Feed,
  key: string,
  shown: readonly FulfillmentRequest[],
): Promise<readonly FulfillmentRequest[]> {
  const record = await feed.intake.get(key);
  const ids = new Set(shown.map((request) => request.id));
  const left = record === undefined ? [] : heldBy(record).filter((id) => !ids.has(id));
  return (await Promise.all(left.map((id) => readOne(feed, id)))).flat();
}
