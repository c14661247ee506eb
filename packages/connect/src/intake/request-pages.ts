import type { ConnectPage } from "../client/pages.ts";
import { momentOf } from "../moment.ts";
import { rql } from "../rql.ts";
import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";
import type { Feed } from "./feed.ts";

/** A page of fulfillment requests. */
export type RequestPage = ConnectPage<FulfillmentRequest>;

/** Ids asked for in one call. */
const idsAtOnce = 50;
/** What a fact needs none of, and what is large. */
const leftOut = rql.select("-activation_key", "-template");

/** The later of two moments; whichever there is, when there is one. */
export function latest(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left > right ? left : right;
}

/** A moment cut to the second, as the platform tells times. */
export function wholeSecond(moment: string): string {
  return `${moment.slice(0, 19)}Z`;
}

/** The newest `updated` of a page, cut to the second. */
export function newestSecond(page: RequestPage): string | undefined {
  let newest: string | undefined;
  for (const row of page.rows) newest = latest(newest, momentOf(row.updated));
  for (const row of page.unreadable) newest = latest(newest, momentOf(row.updated));
  return newest === undefined ? undefined : wholeSecond(newest);
}

/** The rows of a page, each by its id and `updated`. */
export function marksOf(page: RequestPage): readonly string[] {
  const rows = [...page.rows, ...page.unreadable];
  return rows.map((row) => JSON.stringify([row.id, row.updated]));
}

/** No rows come after the page, as far as the platform tells how many there are. */
export function isLast(page: ConnectPage<unknown>): boolean {
  const end = page.offset + page.rows.length + page.unreadable.length;
  return page.total !== undefined && end >= page.total;
}

/** The requests with these ids, page by page; a few ids at a time. */
export async function* requestsById(
  { client, intake }: Feed,
  ids: readonly string[],
): AsyncGenerator<RequestPage, void, undefined> {
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const some = ids.slice(start, start + idsAtOnce);
    yield* client.requests.list({
      query: [rql.in("id", some), leftOut],
      limit: idsAtOnce,
      signal: intake.signal,
    });
  }
}

/** One page of the products' requests in the order of their change, from a second on; undefined if empty. */
export async function pageFrom(
  { client, products, pageSize, intake }: Feed,
  second: string | undefined,
  offset: number,
): Promise<RequestPage | undefined> {
  const pages = client.requests.list({
    query: [
      rql.in("asset.product.id", products),
      ...(second === undefined ? [] : [rql.ge("updated", second)]),
      rql.ordering("updated"),
      leftOut,
    ],
    limit: pageSize,
    offset,
    signal: intake.signal,
  });
  for await (const page of pages) return page;
  return undefined;
}
