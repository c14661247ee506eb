import { initial, type MachineName, type Snapshot } from "@tenure/machine";

import type { HistoryEntry } from "./ports/store.ts";
import { replayEntry } from "./read/replay.ts";
import { openRequests, type WaitingParty } from "./waiting-party.ts";

/** How long one request has waited, and on whom. Times in milliseconds. */
export interface RequestWaiting {
  readonly key: string;
  readonly requestId: string;
  readonly type: string;
  /** On whom it waits at the end of the report; undefined once it has ended. */
  readonly on: WaitingParty | undefined;
  /** When the record first held it open, since the epoch. */
  readonly since: number;
  /** When it ended, or the moment of the report. */
  readonly until: number;
  /** `until` less `since`. */
  readonly total: number;
  /** What each party had of the total; they sum to it. */
  readonly shares: Readonly<Record<WaitingParty, number>>;
}

export interface WaitingReportOptions {
  /** The moment of the report, since the epoch. A moment before the newest entry counts as that entry's. */
  readonly now: number;
  /** The subscription before the first of the entries. Default: before anything happened to it. */
  readonly before?: Snapshot;
  /** What the entries are the history of, without a `before`. Default: `subscription`. */
  readonly machine?: MachineName;
}

type Share = { -readonly [Party in WaitingParty]: number };
interface Count {
  readonly type: string;
  readonly since: number;
  until: number;
  on: WaitingParty | undefined;
  readonly shares: Share;
}

const nothing = (): Share => ({ vendor: 0, customer: 0, tier: 0, schedule: 0, platform: 0 });

/** Counts the time up to a moment to those on whom the requests waited until then. */
function passTime(counts: Iterable<Count>, to: number): void {
  for (const count of counts) {
    if (count.on === undefined) continue;
    count.shares[count.on] += to - count.until;
    count.until = to;
  }
}

/** Notes on whom each request waits from a moment on. */
function look(counts: Map<string, Count>, snapshot: Snapshot, at: number): void {
  const open = openRequests(snapshot);
  for (const [id, count] of counts) {
    const on = open.get(id)?.on;
    if (count.on === undefined && on !== undefined) {
      // The platform showed it as ended, and open again.
      count.shares.platform += at - count.until;
      count.until = at;
    }
    count.on = on;
  }
  for (const [id, { type, on }] of open) {
    if (!counts.has(id)) counts.set(id, { type, since: at, until: at, on, shares: nothing() });
  }
}

/**
 * How long each request of one subscription has waited, and on whom, read off its history alone: so it is the
 * same after a crash, in any process, and for a request that ended long ago. Oldest first.
 *
 * An entry dated before the one ahead of it, by another machine's clock, takes no time. While a request was
 * taken for ended that then showed open again, it waited on the platform.
 *
 * @param entries all of one subscription, oldest first, without a gap
 */
export function waitingReport(
  entries: readonly HistoryEntry[],
  { now, before, machine = "subscription" }: WaitingReportOptions,
): readonly RequestWaiting[] {
  const [first] = entries;
  if (first === undefined) return [];
  const { key } = first;
  const counts = new Map<string, Count>();
  let snapshot = before ?? initial({ key, machine });
  let time = first.at;
  look(counts, snapshot, time);
  for (const entry of entries) {
    time = Math.max(time, entry.at);
    passTime(counts.values(), time);
    snapshot = replayEntry(snapshot, entry);
    look(counts, snapshot, time);
  }
  passTime(counts.values(), Math.max(time, now));
  return [...counts]
    .map(([requestId, { type, on, since, until, shares }]) => ({
      key,
      requestId,
      type,
      on,
      since,
      until,
      total: until - since,
      shares,
    }))
    .toSorted((left, right) => left.since - right.since);
}
