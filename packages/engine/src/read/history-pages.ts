import type { HistoryEntry } from "../ports/subscription-record.ts";
import { turn } from "../turn.ts";
import type { ReadableStore } from "./readable-store.ts";

const pageSize = 256;

/**
 * A subscription's history up to and with a version, oldest first, in pages, so that a long one needs
 * little memory and leaves the event loop to others in between. Ends early when entries are missing.
 */
export async function* historyPages(
  store: Pick<ReadableStore, "history">,
  key: string,
  upTo: number,
): AsyncGenerator<readonly HistoryEntry[], void, undefined> {
  let after = 0;
  while (after < upTo) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await store.history(key, { after, limit: Math.min(pageSize, upTo - after) });
    const last = page.at(-1);
    if (last === undefined || last.version <= after) return;
    yield page;
    after = last.version;
    // oxlint-disable-next-line no-await-in-loop -- lets others have their turn
    await turn();
  }
}
