import type { Feed } from "./feed.ts";
import {
  isLast,
  latest,
  marksOf,
  newestSecond,
  pageFrom,
  type RequestPage,
  wholeSecond,
} from "./request-pages.ts";

/** How often a second is read over again before what was seen of it has to do. */
const passesAtMost = 20;

/** Whether the pages joined: rows before them that went away meanwhile pull the others forward. */
function joins(before: readonly string[], after: readonly string[]): boolean {
  return before.some((mark) => after.includes(mark));
}

/** One pass by offset, each page beginning with the last row of the one before. */
async function* passOver(
  feed: Feed,
  second: string | undefined,
): AsyncGenerator<{ readonly page: RequestPage; readonly joined: boolean }, void, undefined> {
  let before: readonly string[] = [];
  let offset = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await pageFrom(feed, second, offset);
    if (page === undefined) return;
    const marks = marksOf(page);
    // A server that does not heed the offset would show the same page for ever.
    if (offset > 0 && marks.every((mark) => before.includes(mark))) return;
    yield { page, joined: offset === 0 || before.length === 1 || joins(before, marks) };
    const newest = newestSecond(page);
    if (isLast(page) || (newest !== undefined && newest !== second)) return;
    before = marks;
    offset += Math.max(1, marks.length - 1);
  }
}

/**
 * A second in which more rows changed than fit on a page. Only here rows have to be passed over by
 * offset, and only here one can slip through, when another leaves the second while it is read: so it is
 * read over until a whole pass showed nothing new and its pages joined.
 */
async function* crowdedSecond(
  feed: Feed,
  second: string | undefined,
  first: RequestPage,
): AsyncGenerator<RequestPage, void, undefined> {
  const seen = new Set(marksOf(first));
  for (let pass = 0, again = true; again && pass < passesAtMost; pass += 1) {
    again = false;
    // oxlint-disable-next-line no-await-in-loop -- pass after pass
    for await (const { page, joined } of passOver(feed, second)) {
      again ||= !joined || !marksOf(page).every((mark) => seen.has(mark));
      for (const mark of marksOf(page)) seen.add(mark);
      yield page;
    }
  }
}

/**
 * The products' requests that changed since, all of them when `since` is undefined, in the order of
 * their change. Each page begins at the last second of the one before: an offset alone would pass over
 * rows, because a row that changes meanwhile moves to the end and pulls the others forward. So rows may
 * come more than once.
 */
export async function* changedSince(
  feed: Feed,
  since: string | undefined,
): AsyncGenerator<RequestPage, void, undefined> {
  let second = since === undefined ? undefined : wholeSecond(since);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await pageFrom(feed, second, 0);
    if (page === undefined) return;
    yield page;
    if (isLast(page)) return;
    let newest = latest(second, newestSecond(page));
    if (newest === second) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      for await (const more of crowdedSecond(feed, second, page)) {
        yield more;
        newest = latest(newest, newestSecond(more));
      }
    }
    if (newest === second) return;
    second = newest;
  }
}
