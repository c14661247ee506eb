import { momentOf } from "../moment.ts";
import { rql } from "../rql.ts";
import { changedAt, openStatuses } from "./tier-fact.ts";
import type { TierFeed, TierPage } from "./tier-feed.ts";

/** Ids asked for in one call. */
const idsAtOnce = 50;

/** The later of two moments; whichever there is, when there is one. */
export function later(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left > right ? left : right;
}

/** The newest change on a page. */
export function newestOf({ rows, unreadable }: TierPage): string | undefined {
  let newest: string | undefined;
  for (const row of rows) newest = later(newest, changedAt(row));
  for (const row of unreadable) newest = later(newest, momentOf(row.updated));
  return newest;
}

const secondOf = (moment: string | undefined): string | undefined =>
  moment === undefined ? undefined : `${moment.slice(0, 19)}Z`;

async function pageFrom(
  { calls, products, intake }: TierFeed,
  second: string | undefined,
  offset: number,
): Promise<TierPage | undefined> {
  const pages = calls.list({
    query: [
      rql.in("configuration.product.id", products),
      ...(second === undefined ? [] : [rql.ge("updated", second)]),
      rql.ordering("updated"),
    ],
    offset,
    signal: intake.signal,
  });
  for await (const page of pages) return page;
  return undefined;
}

const marksOf = ({ rows, unreadable }: TierPage): string =>
  JSON.stringify([...rows, ...unreadable].map(({ id }) => id));

/**
 * The products' requests that changed since, all of them when `since` is undefined, in the order of their
 * change. Each page begins at the last second of the one before, because a row that changes meanwhile moves
 * to the end and pulls the others forward. Within one second only the sweep sees to it that none is missed.
 */
export async function* tiersChangedSince(
  feed: TierFeed,
  since: string | undefined,
): AsyncGenerator<TierPage, void, undefined> {
  let second = secondOf(since);
  let offset = 0;
  let before = "";
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await pageFrom(feed, second, offset);
    // A server that heeds neither the date nor the offset would show the same page for ever.
    if (page === undefined || (offset > 0 && marksOf(page) === before)) return;
    yield page;
    const read = page.rows.length + page.unreadable.length;
    if (page.total !== undefined && offset + read >= page.total) return;
    before = marksOf(page);
    const newest = secondOf(newestOf(page));
    const stays = newest === undefined || (second !== undefined && newest <= second);
    offset = stays ? offset + read : 0;
    second = stays ? second : newest;
  }
}

/** The products' open requests. */
export function openTiers({ calls, products, intake }: TierFeed): AsyncIterable<TierPage> {
  return calls.list({
    query: [rql.in("configuration.product.id", products), rql.in("status", openStatuses)],
    signal: intake.signal,
  });
}

/** The requests with these ids, page by page; a few ids at a time. */
export async function* tiersById(
  { calls, intake }: TierFeed,
  ids: readonly string[],
): AsyncGenerator<TierPage, void, undefined> {
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const some = ids.slice(start, start + idsAtOnce);
    yield* calls.list({ query: [rql.in("id", some)], signal: intake.signal });
  }
}
