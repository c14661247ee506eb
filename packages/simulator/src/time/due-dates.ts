import { parseInstant } from "../instants.ts";
import type { Platform } from "../platform.ts";
import type { Change } from "../store/collections.ts";
import type { Timers } from "./timers.ts";

/** Sets a timer for each request among some changes that was put off to a date. */
export function watchDueDates(
  platform: Platform,
  timers: Timers,
  changes: readonly Pick<Change, "collection" | "id">[],
  settle: () => void,
): void {
  for (const { collection, id } of changes) {
    if (collection !== "requests") continue;
    const request = platform.store.get("requests", id)?.document;
    if (request?.status !== "scheduled" || request.planned_date === null) continue;
    const due = parseInstant(request.planned_date);
    if (due !== undefined) timers.at(Math.ceil(due / 1000), settle);
  }
}
