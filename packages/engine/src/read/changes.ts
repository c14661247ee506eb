import type { Clock } from "../ports/clock.ts";
import type { HistoryEntry } from "../ports/subscription-record.ts";
import { splitKey } from "../tenancy.ts";
import { Nudge } from "./nudge.ts";
import { checkCursor } from "./page-request.ts";
import { questionInvalid } from "./question-invalid.ts";
import type { ReadableStore } from "./readable-store.ts";
import type { AskedTenants } from "./tenant-scope.ts";

const pageSize = 128;
const defaultPoll = 1000;

/** One committed history entry, at its place among all entries of the store. */
export interface SubscriptionChange {
  /** Give it as `after` to go on behind this change, also in another process. */
  readonly cursor: string;
  readonly key: string;
  readonly tenant: string;
  readonly entry: HistoryEntry;
}

export interface ChangesOptions {
  /** The cursor of the last change that was seen. */
  readonly after?: string;
  /** Where to begin without a cursor: with the store's first entry (the default), or behind its last. */
  readonly from?: "start" | "now";
  /** One tenant, or `*` for all that are served. Left out: the tenant `default` only. */
  readonly tenant?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** How often the store is looked at when nobody says that it changed. Default 1000. */
  readonly pollMilliseconds?: number;
}

/** Changes, one after the other, without an end of their own. */
export type Changes = AsyncIterableIterator<SubscriptionChange, undefined> & AsyncDisposable;

interface ChangesSource {
  readonly store: ReadableStore;
  readonly clock: Clock;
  readonly tenants: AskedTenants;
  /** Calls back when there may be something new; returns how to end that. */
  readonly subscribe: ((changed: () => void) => () => void) | undefined;
}

function checkPoll(milliseconds: number = defaultPoll): number {
  if (Number.isFinite(milliseconds) && milliseconds >= 1) return milliseconds;
  throw questionInvalid("pollMilliseconds is a number from 1 on.");
}

function startOf(
  store: ReadableStore,
  { after, from }: ChangesOptions,
): Promise<string | undefined> {
  if (after !== undefined && from !== undefined) {
    throw questionInvalid("Changes begin behind a cursor, or at `from`: give one of the two.");
  }
  if (from !== undefined && from !== "start" && from !== "now") {
    throw questionInvalid("Changes begin from `start` or from `now`.");
  }
  if (after !== undefined) return Promise.resolve(checkCursor(after));
  return from === "now" ? store.changesEnd() : Promise.resolve(undefined);
}

/** Reads on for ever. Its position moves with every entry read, those of other tenants too. */
async function* read(
  { store, clock, tenants, subscribe }: ChangesSource,
  start: Promise<string | undefined>,
  { poll, ended }: { readonly poll: number; readonly ended: AbortSignal },
): AsyncGenerator<SubscriptionChange, undefined, undefined> {
  const nudge = new Nudge(clock);
  const nudged = (): void => nudge.give();
  ended.addEventListener("abort", nudged, { once: true });
  const unsubscribe = subscribe?.(nudged);
  try {
    let position = await start;
    while (!ended.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const page = await store.changes(position, pageSize);
      for (const { cursor, entry } of page) {
        position = cursor;
        const { tenant } = splitKey(entry.key);
        if (tenants.includes(tenant)) yield { cursor, key: entry.key, tenant, entry };
        if (ended.aborted) return undefined;
      }
      // oxlint-disable-next-line no-await-in-loop -- nothing new: waits until there may be
      if (page.length === 0) await nudge.rest(poll);
    }
    return undefined;
  } catch (error) {
    // A store that is closed under a reader who is leaving anyway is no news to that reader.
    if (ended.aborted) return undefined;
    throw error;
  } finally {
    ended.removeEventListener("abort", nudged);
    unsubscribe?.();
  }
}

/** Reads changes as they come. What is not asked for is not read: a slow reader holds up nobody. */
export function readChanges(source: ChangesSource, options: ChangesOptions): Changes {
  const poll = checkPoll(options.pollMilliseconds);
  const start = startOf(source.store, options);
  // Who never asks for a first change never learns of a failure either.
  start.catch(() => undefined);
  const own = new AbortController();
  const { signal } = options;
  const ended = signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]);
  const changes = read(source, start, { poll, ended });
  const end = (): Promise<IteratorResult<SubscriptionChange, undefined>> => {
    own.abort();
    return changes.return(undefined);
  };
  return {
    next: () => changes.next(),
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}
