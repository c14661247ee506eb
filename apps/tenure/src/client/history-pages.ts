import type { HistoryView } from "../api/history-schemas.ts";
import { get } from "./answers.ts";
import type { Target } from "./target.ts";

const entriesAtOnce = 200;

/** A subscription's history, page after page. */
export async function* historyPages(
  target: Target,
  key: string,
  {
    newest = false,
    unredacted = false,
  }: { readonly newest?: boolean; readonly unredacted?: boolean },
): AsyncGenerator<HistoryView, void, undefined> {
  let next: number | undefined;
  do {
    const query = new URLSearchParams({
      order: newest ? "newest" : "oldest",
      limit: String(entriesAtOnce),
      redacted: String(!unredacted),
      ...(next !== undefined && { [newest ? "before" : "after"]: String(next) }),
    });
    const path = `/subscriptions/${encodeURIComponent(key)}/history?${query.toString()}`;
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await get<HistoryView>(target, path);
    yield page;
    ({ next } = page);
  } while (next !== undefined);
}
