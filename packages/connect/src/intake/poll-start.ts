import { adoptionCursor, type AdoptionMark, readAdoptionMark } from "../adoption/adoption-mark.ts";
import type { Feed } from "./feed.ts";
import { beginning, type PollCursor, readKeptCursor } from "./poll-cursor.ts";

/** Requests kept for reading again; beyond that the cursor stands still. */
export const rereadKept = 200;

/** What ended before an adoption began is known by its outcome; what it could not take over is read again. */
const cursorAfter = ({ since, left }: AdoptionMark): PollCursor => ({
  updated: since,
  reread: left.flatMap(({ requests }) => requests),
});

/** Where the adoption of each of these products began; undefined when one's is not complete. */
async function adopted(
  { intake }: Feed,
  products: readonly string[],
): Promise<readonly PollCursor[] | undefined> {
  const [known] = (await intake.list({}, { limit: 1 })).rows;
  if (known === undefined) return undefined;
  const texts = await Promise.all(
    products.map((productId) => intake.readCursor(adoptionCursor(known.tenant, productId))),
  );
  const marks = texts.map(readAdoptionMark).filter((mark) => mark?.complete === true);
  return marks.length === products.length
    ? marks.flatMap((mark) => (mark === undefined ? [] : [cursorAfter(mark)]))
    : undefined;
}

function earliest(cursors: readonly PollCursor[]): PollCursor {
  const moments = cursors.flatMap(({ updated }) => updated ?? []);
  return {
    updated: moments.length === cursors.length ? moments.toSorted()[0] : undefined,
    reread: [...new Set(cursors.flatMap(({ reread }) => reread))],
  };
}

/**
 * Where reading goes on: at the kept cursor. Products that it does not cover count from where the adoption of
 * their subscriptions began, once that is complete; without one everything is read from the beginning.
 */
export async function pollStart(feed: Feed, text: string | undefined): Promise<PollCursor> {
  const kept = readKeptCursor(text);
  const others = feed.products.filter((product) => kept?.products.includes(product) !== true);
  if (kept !== undefined && others.length === 0) return kept;
  const cursors = await adopted(feed, others);
  if (cursors === undefined) return beginning;
  const start = earliest(kept === undefined ? cursors : [kept, ...cursors]);
  return start.reread.length > rereadKept ? beginning : start;
}
