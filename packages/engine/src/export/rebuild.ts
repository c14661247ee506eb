import type { Commit } from "../ports/store.ts";
import type { HistoryEntry, SubscriptionRecord } from "../ports/subscription-record.ts";
import { beforeHistory, replayEntry } from "../read/replay.ts";
import { planCommit } from "../record/plan-commit.ts";
import type { HistoryExport } from "./history-export.ts";

/** A commit of one history entry. */
export type EntryCommit = Commit & Required<Pick<Commit, "change">>;

const hasEntry = (commit: Commit): commit is EntryCommit => commit.change !== undefined;

/**
 * Lives an exported history again, entry by entry, and gives the commits that wrote it, with the effects
 * and timers each asked for. Undefined where an entry is none that is ever written.
 */
export function rebuild({
  key,
  adapter,
  record,
  entries,
}: HistoryExport): readonly EntryCommit[] | undefined {
  const commits: EntryCommit[] = [];
  let before: SubscriptionRecord | undefined;
  let snapshot = beforeHistory(record);
  for (const entry of entries) {
    snapshot = replayEntry(snapshot, entry);
    const commit = planCommit({
      key,
      adapter,
      record: before,
      event: entry.event,
      decision: { ...decidedThen(entry), snapshot },
      now: entry.at,
      firedTimer: undefined,
      inbox: undefined,
      trace: undefined,
    });
    if (!hasEntry(commit)) return undefined;
    commits.push(commit);
    before = commit.change.record;
  }
  return commits;
}

/** What was decided when the entry was written, which a later release may decide otherwise. */
function decidedThen({ verdict, effects, drift }: HistoryEntry) {
  return { verdict, effects, drift };
}
