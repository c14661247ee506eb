import type { ConnectClient } from "../client/connect-client.ts";
import type { UnreadableRow } from "../client/pages.ts";
import { rql } from "../rql.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";

const openStatuses = ["draft", "tiers_setup", "pending", "inquiring", "scheduled", "revoking"];

/**
 * Subscriptions asked about in one call: so few that their requests in progress fit on one page. On a second one
 * a request could be passed over, when one before it ends meanwhile.
 */
const subscriptionsAtOnce = 50;

/** A request that has not ended, or one that cannot be read. */
type OpenRequest =
  | { readonly type: "read"; readonly request: FulfillmentRequest }
  | { readonly type: "unreadable"; readonly row: UnreadableRow };
/** Those of one subscription. */
export type OpenRequests = readonly OpenRequest[];

/** The subscription a request's id belongs to: `PR-1-2-3-004` is of `AS-1-2-3`. */
function subscriptionOf({ id }: UnreadableRow): string | undefined {
  const digits = /^PR-(.+)-\d+$/u.exec(id ?? "")?.[1];
  return digits === undefined ? undefined : `AS-${digits}`;
}

/** The ids of requests, as far as they can be read. */
export function requestIdsOf(requests: OpenRequests): readonly string[] {
  return requests.flatMap((open) =>
    open.type === "read" ? [open.request.id] : (open.row.id ?? []),
  );
}

/** The requests in progress of some subscriptions, by the subscription's id, each oldest first. */
export async function openRequestsOf(
  client: ConnectClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, OpenRequests>> {
  const found = new Map<string, OpenRequests>();
  const add = (key: string, row: OpenRequest) => found.set(key, [...(found.get(key) ?? []), row]);

  async function ask(some: readonly string[]): Promise<void> {
    const pages = client.requests.list({
      query: [
        rql.in("asset.id", some),
        rql.in("status", openStatuses),
        rql.ordering("created"),
        rql.select("-activation_key", "-template"),
      ],
      signal,
    });
    for await (const page of pages) {
      for (const row of page.rows) add(row.asset.id, { type: "read", request: row });
      for (const row of page.unreadable) {
        const key = subscriptionOf(row);
        if (key !== undefined) add(key, { type: "unreadable", row });
      }
    }
  }

  const starts = Array.from(
    { length: Math.ceil(ids.length / subscriptionsAtOnce) },
    (_, index) => index * subscriptionsAtOnce,
  );
  await Promise.all(starts.map((start) => ask(ids.slice(start, start + subscriptionsAtOnce))));
  return found;
}
