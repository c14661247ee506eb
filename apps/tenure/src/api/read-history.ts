import type { Engine, HistoryEntry, SubscriptionRecord } from "@tenure/engine";
import { initial, machineOf, type Snapshot } from "@tenure/machine";

import { after } from "./history-view.ts";

const entriesAtOnce = 1000;

/** A stretch of a subscription's history, with what has to be read before and behind it. */
export interface HistoryStretch {
  readonly entries: readonly HistoryEntry[];
  /** The subscription ahead of the first of them. */
  readonly before: Snapshot;
  /** Every entry that tells of an effect that was given up, those outside of the stretch too. */
  readonly failures: readonly HistoryEntry[];
}

/**
 * Reads the versions above `from` up to and with `to`. Lives the history again from its beginning, so that
 * it takes time in proportion to all of it.
 */
export async function readHistory(
  engine: Pick<Engine, "history">,
  { key, version, snapshot }: SubscriptionRecord,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<HistoryStretch> {
  const { decisions } = snapshot.context;
  let before = initial({ key, decisions, machine: machineOf(snapshot) });
  const entries: HistoryEntry[] = [];
  const failures: HistoryEntry[] = [];
  let read = 0;
  while (read < version) {
    const limit = Math.min(entriesAtOnce, version - read);
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await engine.history(key, { after: read, limit });
    for (const entry of page) {
      if (entry.event.type === "effect.failed") failures.push(entry);
      if (entry.version <= from) before = after(before, entry);
      else if (entry.version <= to) entries.push(entry);
    }
    if (page.length === 0) break;
    read += page.length;
  }
  return { entries, before, failures };
}
