import { pollCursorText, readPollCursor } from "../intake/poll-cursor.ts";
import { readMoment, writeMoment } from "../moment.ts";
import { takeInTiers } from "./take-in-tiers.ts";
import { isNewTierComplaint, type TierFeed, type TierPage } from "./tier-feed.ts";
import { later, newestOf, tiersById, tiersChangedSince } from "./tier-pages.ts";

const cursorName = "requests";
/** Requests kept for reading again; beyond that the cursor stands still. */
const rereadKept = 200;

/** What one pass has done so far. */
interface Pass {
  changed: boolean;
  updated: string | undefined;
  /** Requests to be read again. */
  readonly left: Set<string>;
  /** The moment, or the beginning of the pass when it lies behind that. */
  readonly present: (moment: string | undefined) => string | undefined;
}

async function absorb(feed: TierFeed, pass: Pass, page: TierPage): Promise<void> {
  for (const { id, problem } of page.unreadable) {
    if (id !== undefined) pass.left.add(id);
    if (isNewTierComplaint(feed, `${id ?? "?"} ${problem}`)) {
      feed.intake.logger.error(
        { requestId: id, problem },
        "the tier configuration request cannot be read; it is skipped, and tried again each time",
      );
    }
  }
  const taken = await takeInTiers(feed, page.rows);
  pass.changed ||= taken.changed;
  for (const id of taken.left) pass.left.add(id);
  pass.updated = later(pass.updated, pass.present(newestOf(page)));
}

function overlapped(feed: TierFeed, moment: string | undefined): string | undefined {
  const milliseconds = moment === undefined ? undefined : readMoment(moment);
  return milliseconds === undefined ? undefined : writeMoment(milliseconds - feed.overlap);
}

/** Forgets what lies so far back that no later poll shows it again. */
function forget(feed: TierFeed, before: string | undefined): void {
  for (const [id, { updated }] of feed.seen) {
    if (before !== undefined && (updated === undefined || updated < before)) feed.seen.delete(id);
  }
}

/**
 * Takes in what changed since the cursor, and what was left before; then moves the cursor, once everything was
 * taken in or noted for reading again. It never moves past the present: a date of the platform that lies ahead must
 * not hide what changes until then.
 *
 * @returns whether the record changed.
 */
export async function pollTiers(feed: TierFeed): Promise<boolean> {
  const { intake, products } = feed;
  const kept = await intake.readCursor(cursorName);
  const cursor = readPollCursor(kept, products);
  const now = writeMoment(intake.clock.now());
  const present = (moment: string | undefined) =>
    moment !== undefined && moment > now ? now : moment;
  const pass: Pass = { changed: false, updated: present(cursor.updated), left: new Set(), present };
  for await (const page of tiersById(feed, cursor.reread)) await absorb(feed, pass, page);
  const since = overlapped(feed, present(cursor.updated));
  for await (const page of tiersChangedSince(feed, since)) await absorb(feed, pass, page);
  if (intake.signal.aborted) return pass.changed;

  const overflows = pass.left.size > rereadKept;
  const updated = overflows ? cursor.updated : pass.updated;
  const text = pollCursorText({ updated, reread: [...pass.left].slice(0, rereadKept) }, products);
  if (text !== kept) await intake.writeCursor(cursorName, text);
  forget(feed, overlapped(feed, updated));
  return pass.changed;
}
