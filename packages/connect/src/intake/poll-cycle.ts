import { momentOf, readMoment, writeMoment } from "../moment.ts";
import { changedSince } from "./changed-since.ts";
import { type Feed, isNewComplaint, untilThereIsRoom } from "./feed.ts";
import { type PollCursor, pollCursorText } from "./poll-cursor.ts";
import { pollStart, rereadKept } from "./poll-start.ts";
import { latest, type RequestPage, requestsById } from "./request-pages.ts";
import { takeIn } from "./take-in.ts";

const cursorName = "requests";
/** Pages after which a long pass notes how far it is, so that it need not begin again when it is cut off. */
const pagesBetweenMarks = 10;

/** What one pass has done so far. */
interface Pass {
  changed: boolean;
  updated: string | undefined;
  /** Requests to be read again. */
  readonly left: Set<string>;
  /** The moment, or the beginning of the pass when it lies behind that. */
  readonly present: (moment: string | undefined) => string | undefined;
}

function noteUnreadable(feed: Feed, pass: Pass, { unreadable }: RequestPage): void {
  for (const { id, updated, problem } of unreadable) {
    pass.updated = latest(pass.updated, pass.present(momentOf(updated)));
    if (id !== undefined) pass.left.add(id);
    if (isNewComplaint(feed, `${id ?? "?"} ${problem}`)) {
      feed.intake.logger.error(
        { requestId: id, problem },
        id === undefined
          ? "Connect shows a request without an id; it is skipped"
          : "the request cannot be read; it is skipped, and tried again each time",
      );
    }
  }
}

async function absorb(feed: Feed, pass: Pass, page: RequestPage): Promise<void> {
  await untilThereIsRoom(feed);
  noteUnreadable(feed, pass, page);
  const taken = await takeIn(feed, page.rows);
  pass.changed ||= taken.changed;
  for (const id of taken.left) pass.left.add(id);
  for (const row of page.rows) {
    pass.updated = latest(pass.updated, pass.present(momentOf(row.updated)));
  }
}

/** Forgets what lies so far back that no later poll shows it again. */
function forget(feed: Feed, before: string | undefined): void {
  if (before === undefined) return;
  for (const [id, { updated }] of feed.seen) {
    if (updated === undefined || updated < before) feed.seen.delete(id);
  }
}

function overlapped(feed: Feed, moment: string | undefined): string | undefined {
  const milliseconds = moment === undefined ? undefined : readMoment(moment);
  return milliseconds === undefined ? undefined : writeMoment(milliseconds - feed.overlap);
}

/** Writes the cursor, if it moved and if what has to be read again fits into it. */
async function mark(feed: Feed, cursor: PollCursor, kept: string | undefined): Promise<void> {
  if (cursor.reread.length > rereadKept) return;
  const text = pollCursorText(cursor, feed.products);
  if (text !== kept) await feed.intake.writeCursor(cursorName, text);
}

/** Takes in what changed, and notes on the way how far it is. */
async function catchUp(feed: Feed, pass: Pass, since: string | undefined): Promise<void> {
  let pages = 0;
  // Rows of one second can slip while it is read, so a note stays a stretch behind what was read.
  let behind = pass.updated;
  for await (const page of changedSince(feed, since)) {
    await absorb(feed, pass, page);
    pages += 1;
    if (pages % pagesBetweenMarks > 0 || feed.intake.signal.aborted) continue;
    if (behind !== undefined) {
      await mark(feed, { updated: behind, reread: [...pass.left] }, undefined);
    }
    behind = pass.updated;
  }
}

/**
 * Takes in what changed since the cursor, and what was left before; then moves the cursor. It never moves
 * past anything that was neither taken in nor noted for reading again, and never past the present: a
 * date of the platform that lies ahead must not hide what changes until then.
 *
 * @returns whether the record changed.
 */
export async function pollCycle(feed: Feed): Promise<boolean> {
  const { intake } = feed;
  const kept = await intake.readCursor(cursorName);
  const cursor = await pollStart(feed, kept);
  const now = writeMoment(intake.clock.now());
  const present = (moment: string | undefined) =>
    moment !== undefined && moment > now ? now : moment;
  const pass: Pass = { changed: false, updated: present(cursor.updated), left: new Set(), present };
  // What is read again may be newer than the cursor, and says nothing of what lies between.
  const since = overlapped(feed, pass.updated);
  for await (const page of requestsById(feed, cursor.reread)) await absorb(feed, pass, page);
  await catchUp(feed, pass, since);
  if (intake.signal.aborted) return pass.changed;

  const reread = [...pass.left];
  if (reread.length > rereadKept) {
    intake.logger.error(
      { requests: reread.length },
      "too many requests could not be taken in; reading does not go on before they are",
    );
    const held = { updated: cursor.updated, reread: reread.slice(0, rereadKept) };
    await mark(feed, held, kept);
    return pass.changed;
  }
  await mark(feed, { updated: pass.updated, reread }, kept);
  forget(feed, overlapped(feed, pass.updated));
  return pass.changed;
}
