import { momentOf, readMoment, writeMoment } from "../moment.ts";
import { changedSince } from "./changed-since.ts";
import { type Feed, isNewComplaint, untilThereIsRoom } from "./feed.ts";
import { pollCursorText, readPollCursor } from "./poll-cursor.ts";
import { latest, type RequestPage, requestsById } from "./request-pages.ts";
import { takeIn } from "./take-in.ts";

const cursorName = "requests";
/** Requests kept for reading again; beyond that the cursor stands still. */
const rereadKept = 200;

/** What one pass has done so far. */
interface Pass {
  changed: boolean;
  updated: string | undefined;
  /** Requests to be read again. */
  readonly left: Set<string>;
}

function noteUnreadable(feed: Feed, pass: Pass, { unreadable }: RequestPage): void {
  for (const { id, updated, problem } of unreadable) {
    pass.updated = latest(pass.updated, momentOf(updated));
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
  for (const row of page.rows) pass.updated = latest(pass.updated, momentOf(row.updated));
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

/**
 * Takes in what changed since the cursor, and what was left before; then moves the cursor. The cursor is
 * written only when everything was taken in or noted for reading again.
 *
 * @returns whether the record changed.
 */
export async function pollCycle(feed: Feed): Promise<boolean> {
  const { intake, products } = feed;
  const kept = await intake.readCursor(cursorName);
  const cursor = readPollCursor(kept, products);
  const pass: Pass = { changed: false, updated: cursor.updated, left: new Set() };
  for await (const page of requestsById(feed, cursor.reread)) await absorb(feed, pass, page);
  const since = overlapped(feed, cursor.updated);
  for await (const page of changedSince(feed, since)) await absorb(feed, pass, page);
  if (intake.signal.aborted) return pass.changed;

  const reread = [...pass.left];
  const overflows = reread.length > rereadKept;
  if (overflows) {
    intake.logger.error(
      { requests: reread.length },
      "too many requests could not be taken in; reading does not go on before they are",
    );
  }
  const updated = overflows ? cursor.updated : pass.updated;
  const text = pollCursorText({ updated, reread: reread.slice(0, rereadKept) }, products);
  if (text !== kept) await intake.writeCursor(cursorName, text);
  forget(feed, overlapped(feed, updated));
  return pass.changed;
}
