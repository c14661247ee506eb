import { systemClock } from "./clock/system-clock.ts";
import type { HistoryEntry, SubscriptionRecord } from "./ports/subscription-record.ts";
import { beforeHistory } from "./read/replay.ts";
import type { SubscriptionFilter } from "./read/subscription-filter.ts";
import type { Reader } from "./reader.ts";
import { TenureError } from "./tenure-error.ts";
import { waitingReport, type RequestWaiting } from "./waiting-report.ts";

const rowsAtOnce = 1000;
const requestsAtMost = 100;

const openStates = [
  "draft",
  "tiersSetup",
  "pending",
  "inquiring",
  "scheduled",
  "revoking",
  "stuck",
] as const;

type WaitingSource = Pick<Reader, "get" | "history" | "list">;

export interface WaitingOptions {
  /** The moment up to which time is counted, since the epoch. Default: now. */
  readonly now?: number;
}

export interface OpenWaitingOptions extends WaitingOptions {
  /** Narrows the subscriptions. Default: those of the tenant `default`. */
  readonly filter?: Omit<SubscriptionFilter, "requestState">;
}

export interface LongestWaitingOptions extends OpenWaitingOptions {
  /** So many requests at most, those that have waited longest. Default 100. */
  readonly limit?: number;
}

async function reportOf(
  source: WaitingSource,
  record: SubscriptionRecord,
  now: number,
): Promise<readonly RequestWaiting[]> {
  const entries: HistoryEntry[] = [];
  while (entries.length < record.version) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const page = await source.history(record.key, { after: entries.length, limit: rowsAtOnce });
    if (page.length === 0) break;
    entries.push(...page);
  }
  return waitingReport(entries, { now, before: beforeHistory(record) });
}

/**
 * How long each request of a subscription has waited and on whom, oldest first, those that ended too. Takes
 * time in proportion to the subscription's history.
 *
 * @param source an engine or a reader
 * @throws TenureError `subscription_unknown`
 */
export async function waiting(
  source: WaitingSource,
  key: string,
  { now = systemClock().now() }: WaitingOptions = {},
): Promise<readonly RequestWaiting[]> {
  const record = await source.get(key);
  if (record !== undefined) return reportOf(source, record, now);
  throw new TenureError(
    "subscription_unknown",
    `There is no subscription ${key}. Check the key, or wait until the platform shows it.`,
  );
}

/**
 * Every open request, subscription after subscription in the order of their keys. Lives the history of each
 * subscription with an open request again, one after the other, and keeps none of them.
 *
 * @param source an engine or a reader
 */
export async function* openWaiting(
  source: WaitingSource,
  { now = systemClock().now(), filter = {} }: OpenWaitingOptions = {},
): AsyncGenerator<RequestWaiting, void, undefined> {
  let after: string | undefined;
  // oxlint-disable no-await-in-loop -- page after page, one history at a time in memory
  do {
    const page = await source.list(
      { ...filter, requestState: openStates },
      after === undefined ? { limit: rowsAtOnce } : { after, limit: rowsAtOnce },
    );
    for (const record of page.rows) {
      yield* (await reportOf(source, record, now)).filter(({ on }) => on !== undefined);
    }
    after = page.next;
  } while (after !== undefined);
  // oxlint-enable no-await-in-loop
}

/**
 * The open requests of all subscriptions, the one that has waited longest first. Lives the history of every
 * subscription with an open request again, one after the other, and keeps no more than `limit` of them.
 *
 * @param source an engine or a reader
 */
export async function longestWaiting(
  source: WaitingSource,
  { limit = requestsAtMost, ...options }: LongestWaitingOptions = {},
): Promise<readonly RequestWaiting[]> {
  let longest: readonly RequestWaiting[] = [];
  for await (const row of openWaiting(source, options)) {
    const last = longest.at(-1);
    if (last !== undefined && longest.length >= limit && row.since >= last.since) continue;
    longest = [...longest, row].toSorted((left, right) => left.since - right.since).slice(0, limit);
  }
  return longest;
}
