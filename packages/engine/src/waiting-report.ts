import { initial, type MachineName, type Snapshot } from "@tenure/machine";

import type { HistoryEntry } from "./ports/subscription-record.ts";
import { replayEntry } from "./read/replay.ts";
import { epochMilliseconds } from "./record/epoch.ts";
import { openRequests, type WaitingParty, type WaitingState } from "./waiting-party.ts";

/** How long one request has waited, and on whom. Times in milliseconds. */
export interface RequestWaiting {
  readonly key: string;
  readonly requestId: string;
  readonly type: string;
  /** In which state it is at the end of the report; undefined once it has ended. */
  readonly state: WaitingState | undefined;
  /** On whom it waits at the end of the report; undefined once it has ended. */
  readonly on: WaitingParty | undefined;
  /** The date it was put off to, as the platform tells it, while it is open. */
  readonly plannedDate: string | undefined;
  /** When it was made, by the platform's word, or else when the record first held it open; since the epoch. */
  readonly since: number;
  /** When it ended, or the moment of the report. */
  readonly until: number;
  /** `until` less `since`. */
  readonly total: number;
  /** What each party had of the total. */
  readonly shares: Readonly<Record<WaitingParty, number>>;
  /** What passed before anybody looked and the platform does not tell on whom; with the shares it makes the total. */
  readonly unseen: number;
}

export interface WaitingReportOptions {
  /** The moment of the report, since the epoch. A moment before the newest move counts as that of the move. */
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
  readonly unseen: number;
  until: number;
  state: WaitingState | undefined;
  on: WaitingParty | undefined;
  plannedDate: string | undefined;
  readonly shares: Share;
}

/** When something was, and was made, by the platform's word, and never later than it was heard. */
interface Shown {
  readonly at: number;
  readonly createdAt: number;
}

const nothing = (): Share => ({ vendor: 0, customer: 0, tier: 0, schedule: 0, platform: 0 });

/** The planned date is here: the platform is to lead the request back. */
const isDue = ({ on, plannedDate }: Count, at: number): boolean =>
  on === "schedule" && plannedDate !== undefined && epochMilliseconds(plannedDate) <= at;

function passTimeOf(count: Count, to: number): void {
  if (count.on === undefined) return;
  const { on, until, shares, plannedDate } = count;
  const dueAt = plannedDate === undefined ? to : epochMilliseconds(plannedDate);
  const turn = on === "schedule" ? Math.min(to, Math.max(until, dueAt)) : to;
  shares[on] += turn - until;
  shares.platform += to - turn;
  count.until = to;
}

/** Counts the time up to a moment to those on whom the requests waited until then. */
function passTime(counts: Iterable<Count>, to: number): void {
  for (const count of counts) passTimeOf(count, to);
}

/** A request that is held open from now on. Where the platform tells, it was so before anybody looked. */
function countFrom(type: string, on: WaitingParty, shown: Shown, at: number): Count {
  const { at: shownAt, createdAt } = shown;
  return {
    type,
    since: createdAt,
    unseen: shownAt - createdAt,
    until: at,
    state: undefined,
    on,
    plannedDate: undefined,
    shares: { ...nothing(), [on]: at - shownAt },
  };
}

/** Notes on whom each request waits from a moment on. */
function look(
  counts: Map<string, Count>,
  snapshot: Snapshot,
  at: number,
  shownBy: (requestId: string) => Shown,
): void {
  const open = openRequests(snapshot);
  for (const [id, { type, on }] of open) {
    if (!counts.has(id)) counts.set(id, countFrom(type, on, shownBy(id), at));
  }
  for (const [id, count] of counts) {
    const now = open.get(id);
    if (count.on === undefined && now !== undefined) {
      // The platform showed it as ended, and open again.
      count.shares.platform += at - count.until;
      count.until = at;
    }
    count.on = now?.on;
    count.state = now?.state;
    count.plannedDate = now?.plannedDate;
  }
}

const epochOf = (moment: string | undefined): number =>
  moment === undefined ? Infinity : epochMilliseconds(moment);

/** What an entry says of a request's dates. */
function shownIn({ at: heardAt, event }: HistoryEntry): (requestId: string) => Shown {
  return (requestId) => {
    const request = "request" in event ? event.request : undefined;
    if (request?.id !== requestId) return { at: heardAt, createdAt: heardAt };
    const at = Math.min(heardAt, epochOf(request.updatedAt));
    return { at, createdAt: Math.min(at, epochOf(request.createdAt)) };
  };
}

/** When what an entry tells happened. */
function momentOf(entry: HistoryEntry): number {
  const { event } = entry;
  return "request" in event ? shownIn(entry)(event.request.id).at : entry.at;
}

function rowOf(key: string, requestId: string, count: Count): RequestWaiting {
  const { type, state, on, plannedDate, since, until, unseen, shares } = count;
  return {
    key,
    requestId,
    type,
    state,
    on: isDue(count, until) ? "platform" : on,
    plannedDate,
    since,
    until,
    total: until - since,
    shares,
    unseen,
  };
}

/**
 * How long each request of one subscription has waited, and on whom, read off its history alone: so it is the
 * same after a crash, in any process, and for a request that ended long ago. Oldest first.
 *
 * The platform's own dates count where it tells them, so that a request which was taken over, or was heard of
 * late, has waited since it was made; but nothing counts later than it was heard. What happened here counts by
 * the engine's clock. An entry dated before the one ahead of it takes no time. While a request was taken for
 * ended that then showed open again, it waited on the platform; and so it does once its planned date has come.
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
  let time = momentOf(first);
  look(counts, snapshot, time, () => ({ at: time, createdAt: time }));
  for (const entry of entries.filter(({ verdict }) => verdict.type === "moved")) {
    time = Math.max(time, momentOf(entry));
    passTime(counts.values(), time);
    snapshot = replayEntry(snapshot, entry);
    look(counts, snapshot, time, shownIn(entry));
  }
  passTime(counts.values(), Math.max(time, now));
  return [...counts]
    .map(([requestId, count]) => rowOf(key, requestId, count))
    .toSorted((left, right) => left.since - right.since);
}
