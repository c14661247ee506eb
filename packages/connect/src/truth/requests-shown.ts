import type { RequestFact, Snapshot } from "@tenure/machine";

import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { discardedFact } from "../request-discarded.ts";
import { requestFactOf } from "../request-fact.ts";
import { rql } from "../rql.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import { cannotTell } from "./cannot-tell.ts";

/** So many of a subscription's requests are read, those that changed last. */
const requestsRead = 200;
const rowsAtOnce = 100;

/** A request the record holds open. */
interface Held {
  readonly id: string;
  readonly type: string;
  readonly isDraft: boolean;
}

/** Every request the record holds open. */
export function heldRequests({ context: { request, waiting } }: Snapshot): readonly Held[] {
  const rows = waiting.map((row) => ({ ...row.request, shownAs: row.shownAs }));
  return [...(request === null ? [] : [request]), ...rows].map(({ id, type, shownAs }) => ({
    id,
    type,
    isDraft: shownAs === "draft",
  }));
}

/** Undefined when the platform knows no such object. */
export async function ifThere<Row>(reading: Promise<Row>): Promise<Row | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ConnectError && error.kind === "not_found") return undefined;
    throw error;
  }
}

async function listed(
  client: ConnectClient,
  key: string,
  signal: AbortSignal,
): Promise<readonly FulfillmentRequest[]> {
  const rows: FulfillmentRequest[] = [];
  const pages = client.requests.list({
    query: [
      rql.eq("asset.id", key),
      rql.ordering("-updated"),
      rql.select("-activation_key", "-template"),
    ],
    limit: rowsAtOnce,
    signal,
  });
  for await (const page of pages) {
    const [unreadable] = page.unreadable;
    if (unreadable !== undefined) {
      throw cannotTell(key, `request ${unreadable.id ?? "without an id"}: ${unreadable.problem}`);
    }
    rows.push(...page.rows);
    if (rows.length >= requestsRead) break;
  }
  return rows;
}

/** The requests the record holds open and the list does not show, each asked for by its id. */
async function unlisted(
  client: ConnectClient,
  held: readonly Held[],
  signal: AbortSignal,
): Promise<{
  readonly rows: readonly FulfillmentRequest[];
  readonly gone: readonly RequestFact[];
}> {
  const answers = await Promise.all(
    held.map(async (row) => ({
      row,
      seen: await ifThere(client.requests.get(row.id, { signal })),
    })),
  );
  return {
    rows: answers.flatMap(({ seen }) => (seen === undefined ? [] : [seen])),
    gone: answers.flatMap(({ row, seen }) =>
      seen === undefined && row.isDraft ? [discardedFact(row.id, row.type)] : [],
    ),
  };
}

const momentOfFact = ({ request }: RequestFact): string =>
  `${request.updatedAt ?? ""} ${request.id}`;

/** Facts about one subscription's requests, oldest first. */
export function inOrder(facts: readonly RequestFact[]): readonly RequestFact[] {
  return facts.toSorted((left, right) => (momentOfFact(left) < momentOfFact(right) ? -1 : 1));
}

/**
 * What the platform shows of a subscription's requests, one fact each, oldest first. Of those that the record
 * holds open none is missed: one that the list leaves out is read by its id. One that is gone is left out; a
 * draft that is gone was discarded.
 */
export async function requestsShown(
  client: ConnectClient,
  question: { readonly key: string; readonly snapshot: Snapshot; readonly signal: AbortSignal },
): Promise<readonly RequestFact[]> {
  const { key, snapshot, signal } = question;
  const rows = await listed(client, key, signal);
  const ids = new Set(rows.map(({ id }) => id));
  const missing = heldRequests(snapshot).filter(({ id }) => !ids.has(id));
  const more = await unlisted(client, missing, signal);
  const facts = [...rows, ...more.rows].map((request) => {
    const fact = requestFactOf(request);
    if (fact !== null) return fact;
    throw cannotTell(key, `request ${request.id} has the status "${request.status}"`);
  });
  return [...inOrder(facts), ...more.gone];
}
