import type { RequestFact } from "@tenure/machine";

import type { ConnectClient } from "../client/connect-client.ts";
import { requestFactOf } from "../request-fact.ts";
import { rql } from "../rql.ts";
import type { Subscription } from "../wire/subscription.ts";

/**
 * What led terminating subscriptions to where they were canceled from: of each the suspend or resume that was
 * approved last, by the subscription's id. A cancel that is rejected leads back there, and nothing else tells it.
 */
export async function heldBeforeCancel(
  client: ConnectClient,
  subscriptions: readonly Subscription[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, RequestFact>> {
  const found = new Map<string, RequestFact>();
  const ids = subscriptions.flatMap(({ id, status }) => (status === "terminating" ? [id] : []));
  if (ids.length === 0) return found;
  const pages = client.requests.list({
    query: [
      rql.in("asset.id", ids),
      rql.in("type", ["suspend", "resume"]),
      rql.eq("status", "approved"),
      rql.ordering("updated"),
      rql.select("-activation_key", "-template"),
    ],
    signal,
  });
  for await (const page of pages) {
    for (const row of page.rows) {
      const fact = requestFactOf(row);
      if (fact !== null) found.set(row.asset.id, fact);
    }
  }
  return found;
}
