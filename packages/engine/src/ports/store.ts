import type { AdapterEffect, TimerName, Verdict } from "@tenure/machine";

import type { Finding } from "./finding.ts";
import type { Facet, ListFilter, Page, Tallies } from "./listing.ts";
import type { HistoryEntry, SubscriptionRecord } from "./subscription-record.ts";

/** An effect to be kept in the outbox. Its id is `<key>/<version>/<n>`. */
export interface NewEffect {
  readonly id: string;
  readonly effect: AdapterEffect;
  /** Not before this time, milliseconds since the epoch. */
  readonly availableAt: number;
  /** The trace that asked for it, as a W3C `traceparent`. */
  readonly trace?: string;
  /** The claims it starts with, default 0; above 0 an earlier owner may have tried it already. */
  readonly claims?: number;
}

/** An effect taken from the outbox for a while. */
export interface ClaimedEffect {
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly adapter: string;
  readonly effect: AdapterEffect;
  /** Its time came then, milliseconds since the epoch. */
  readonly availableAt: number;
  readonly trace?: string;
  /** How often it was claimed before; above 0 an earlier answer may have been lost. */
  readonly claims: number;
  /** How often in a row its lease ended before this, without a word from who held it. */
  readonly lost: number;
  /** Failed attempts that count toward the cap. */
  readonly attempts: number;
  /** Fencing token: only the newest claim of an effect may settle it. */
  readonly token: number;
}

/** An effect in the outbox, to look at. */
export interface OutstandingEffect {
  readonly id: string;
  readonly effect: AdapterEffect;
  /** Its time comes then, milliseconds since the epoch. */
  readonly availableAt: number;
  /** How often it was claimed. */
  readonly claims: number;
  /** Failed attempts that count toward the cap. */
  readonly attempts: number;
  /** Until when somebody holds it, if only by a lease that has ended; absent when nobody does. */
  readonly heldUntil?: number;
  /** Why it was put back last: the code, a colon, and words. */
  readonly error?: string;
}

/** What is left to do for one subscription. */
export interface OutstandingWork {
  /** In the order they are done. */
  readonly effects: readonly OutstandingEffect[];
  /** By their names. */
  readonly timers: readonly TimerRow[];
}

export interface EffectClaim {
  readonly id: string;
  readonly token: number;
}

export interface TimerRow {
  readonly key: string;
  readonly timer: TimerName;
  readonly requestId: string;
  readonly dueAt: number;
}

/**
 * All that one event changes, applied together or not at all. Timers are removed before any is started.
 */
export interface Commit {
  readonly key: string;
  /** The version the decision was taken on; 0 when the subscription did not exist. */
  readonly expectedVersion: number;
  /** Present when a history entry is written (then `record.version` is `expectedVersion + 1`). */
  readonly change?: { readonly record: SubscriptionRecord; readonly entry: HistoryEntry };
  readonly effects: readonly NewEffect[];
  /** Timers to start or replace, by name. */
  readonly startTimers: readonly TimerRow[];
  readonly cancelTimers: readonly TimerName[];
  /** The timer that fired to cause this: removed if it still has this due time. */
  readonly firedTimer?: TimerRow;
  /** The effect whose outcome this is: removed from the outbox. */
  readonly settles?: EffectClaim;
  /** An effect whose outcome this is a part of: its claim must be the newest, and it stays. */
  readonly requires?: EffectClaim;
  /** Remembers the answer given under an idempotency key. */
  readonly inbox?: InboxEntry;
}

export interface InboxEntry {
  readonly key: string;
  readonly idempotencyKey: string;
  /** Digest of the event, to tell a repeat from another event under the same key. */
  readonly eventHash: string;
  readonly verdict: Verdict;
  readonly version: number;
  readonly at: number;
}

export type CommitResult =
  | { readonly type: "committed" }
  /**
   * Somebody else committed on the subscription, or under the idempotency key; nothing was written. An
   * entry that does not follow the newest one of the record by its hash is such a conflict too.
   */
  | { readonly type: "conflict" }
  /** Somebody else is writing the subscription at this moment; nothing was written. Try again shortly. */
  | { readonly type: "busy" }
  /** `settles` or `requires` names a claim that is no longer the newest; nothing was written. */
  | { readonly type: "fenced" };

/** What to look up: a subscription, and the answer given under an idempotency key. */
export interface Lookup {
  readonly key: string;
  readonly idempotencyKey?: string;
}

/** What was found, as of one moment. */
export interface Found {
  readonly record?: SubscriptionRecord;
  readonly inbox?: InboxEntry;
}

export interface ClaimRequest {
  readonly now: number;
  readonly leaseUntil: number;
  /** Marks the claim, for a person who looks at the store. */
  readonly owner: string;
  /** So many effects of each adapter at most; adapters that are not named are left alone. */
  readonly adapters: readonly ClaimShare[];
}

export interface ClaimShare {
  readonly adapter: string;
  readonly limit: number;
  /** Turns that tenants have had already: what the caller holds of each, for those it holds any of. */
  readonly held?: Readonly<Record<string, number>>;
}

/** When there is something to do again; undefined when nothing is waiting. */
export interface NextWake {
  /** When an effect may be claimed next: its time comes, or the lease on it ends. */
  readonly effectAt: number | undefined;
  /** When a timer may be claimed next. */
  readonly timerAt: number | undefined;
}

/** A history entry at its place among all entries of the store. */
export interface Change {
  /** Give it as `after` to go on behind this change. Opaque, and only of use to the store that gave it. */
  readonly cursor: string;
  readonly entry: HistoryEntry;
}

/** A switch that keeps effects from being claimed. */
export interface Pause {
  /** Null: all adapters. */
  readonly adapter: string | null;
  readonly at: number;
  readonly reason: string;
}

/** The part of a store that can be done within a transaction of the application. */
export type StoreTransaction = Pick<Store, "load" | "commit">;

/**
 * Where subscriptions are remembered. Every method is durable when its promise resolves.
 *
 * Effects of one subscription are an ordered queue: only its oldest unsettled effect may be claimed.
 * Failures are thrown as `TenureError`; one that is `Retryable` left nothing half done.
 */
export interface Store {
  /**
   * So many batches of commits, and of lookups, the store works on at once; more would only wait. Default:
   * 1. Two batches under way never hold commits on the same subscription.
   */
  readonly callsSideBySide?: number;
  /** Opens the store and brings its schema up to date. Called once, before anything else. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Looks up each of a batch; the answers are in the batch's order. */
  load(batch: readonly Lookup[]): Promise<readonly Found[]>;
  /** Applies each commit of the batch on its own, in order, and makes all of them durable at once. */
  commit(batch: readonly Commit[]): Promise<readonly CommitResult[]>;
  /**
   * Takes effects whose time has come and which nobody holds, at most one per subscription, and holds
   * them until `leaseUntil`. Within an adapter the tenants take turns: the first of each, then the second
   * of each, what the caller holds counted in; of one tenant the longest due come first. Nothing of a paused adapter is taken. Counted as
   * claimed before the promise resolves; never given to two callers.
   */
  claim(request: ClaimRequest): Promise<readonly ClaimedEffect[]>;
  /** Holds a claim longer. False when it is no longer the newest. */
  extend(claim: EffectClaim, leaseUntil: number): Promise<boolean>;
  /**
   * Puts a claimed effect back for a later attempt, and takes its count of lost leases back to 0. False
   * when the claim is no longer the newest.
   */
  putBack(
    claim: EffectClaim,
    retry: { readonly availableAt: number; readonly attempts: number; readonly error: string },
  ): Promise<boolean>;
  /**
   * Timers due at `now` which nobody holds, earliest first, held until `leaseUntil`. They stay until a
   * commit names them as fired, so that one whose claimer died is claimed again.
   */
  claimTimers(request: {
    readonly now: number;
    readonly leaseUntil: number;
    readonly limit: number;
  }): Promise<readonly TimerRow[]>;
  /** Looks at the effects of these adapters, as far as they are not paused, and at the timers. */
  nextWake(adapters: readonly string[]): Promise<NextWake>;
  /** Entries with a version above `after`, oldest first. */
  history(
    key: string,
    options: { readonly after: number; readonly limit: number },
  ): Promise<readonly HistoryEntry[]>;
  /** Subscriptions by key, ascending by code point. */
  list(
    filter: ListFilter,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<Page<SubscriptionRecord>>;
  count(filter: ListFilter): Promise<number>;
  /**
   * Counts the subscriptions that fit, by each of these facets. The counts may be of moments shortly after one
   * another.
   */
  tally<Of extends Facet>(facets: readonly Of[], filter: ListFilter): Promise<Tallies<Of>>;
  /**
   * Entries of all subscriptions behind a cursor, from the first one without it. An entry that was ever
   * passed over is never shown later: each commit appears, once, behind all that were read before, and
   * those of one subscription in the order of their versions.
   */
  changes(after: string | undefined, limit: number): Promise<readonly Change[]>;
  /** The cursor behind everything that `changes` would show now; undefined when that is nothing. */
  changesEnd(): Promise<string | undefined>;
  /** What is left to do for a subscription, as of one moment; nothing for one that there is not. */
  outstanding(key: string): Promise<OutstandingWork>;
  /** Effects in the outbox, whatever their state. */
  backlog(): Promise<number>;
  /** Nothing of the adapter is claimed until it is resumed; for as long as the store lives. */
  pause(pause: Pause): Promise<void>;
  /** Ends the pause of this adapter, or with null the one of all. False when there was none. */
  resume(adapter: string | null): Promise<boolean>;
  pauses(): Promise<readonly Pause[]>;
  /** Forgets at most `limit` answers given before this time, and says how many it forgot. */
  forgetAnswers(before: number, limit: number): Promise<number>;
  /** A named place where an intake keeps how far it has read. */
  readCursor(name: string): Promise<string | undefined>;
  writeCursor(name: string, value: string): Promise<void>;
  /**
   * Looks at the store as it is, open or not, and changes nothing: whether it is there, whose it is, and
   * of which schema. Never rejects. Left out: it cannot be told.
   */
  examine?(): Promise<readonly Finding[]>;
  /**
   * Calls back after another process wrote something, as soon as the store learns of it. A hint that may
   * be missed or come too often. Left out when nobody else can write. Returns how to end it.
   */
  watch?(changed: () => void): () => void;
  /**
   * Works within a transaction of the application, whose kind the store tells: nothing is durable before
   * that commits. Left out when the store cannot.
   */
  within?(transaction: unknown): StoreTransaction;
}
