import { decide, initial, machineOf, type Snapshot } from "@tenure/machine";

import type { HistoryEntry, SubscriptionRecord } from "../ports/subscription-record.ts";
import { TenureError } from "../tenure-error.ts";
import { historyPages } from "./history-pages.ts";
import type { ReadableStore } from "./readable-store.ts";

/** The subscription before anything happened to it, under the decisions it lives by. */
export function beforeHistory({ snapshot }: Pick<SubscriptionRecord, "snapshot">): Snapshot {
  const { key, decisions } = snapshot.context;
  return initial({ key, decisions, machine: machineOf(snapshot) });
}

/** The subscription after an entry of its history. What was refused, then or later, changes nothing. */
export function replayEntry(before: Snapshot, { event, verdict }: HistoryEntry): Snapshot {
  return verdict.type === "moved" ? decide(before, event).snapshot : before;
}

/** The subscription as it was at a version. */
export async function replayTo(
  store: ReadableStore,
  record: SubscriptionRecord,
  version: number,
): Promise<Snapshot> {
  let snapshot = beforeHistory(record);
  let reached = 0;
  for await (const page of historyPages(store, record.key, version)) {
    for (const entry of page) {
      snapshot = replayEntry(snapshot, entry);
      reached += 1;
    }
  }
  if (reached === version) return snapshot;
  throw new TenureError(
    "store_corrupt",
    `The history of subscription ${record.key} has ${reached} of its first ${version} entries. ` +
      "Verify it, and restore a backup.",
  );
}
