import type {
  AdapterEffect,
  Awaited as AwaitedParty,
  LifecycleState,
  RequestState,
  Snapshot,
  SubscriptionEvent,
  TimerName,
  Verdict,
  Effect,
} from "@tenure/machine";

/** A subscription as the store keeps it. `version` counts its history entries, from 1. */
export interface SubscriptionRecord {
  readonly key: string;
  /** Name of the adapter whose platform the subscription lives on. */
  readonly adapter: string;
  readonly version: number;
  readonly snapshot: Snapshot;
  /** Read off the snapshot, kept beside it so that a store can filter without opening it. */
  readonly status: LifecycleState;
  readonly requestState: RequestState;
  readonly requestId: string | null;
  readonly requestType: string | null;
  readonly awaited: AwaitedParty;
  /** Hash of the newest history entry. */
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One entry of a subscription's append-only, hash-chained history. */
export interface HistoryEntry {
  readonly key: string;
  readonly version: number;
  readonly at: number;
  readonly event: SubscriptionEvent;
  readonly verdict: Verdict;
  /** The effects the transition asked for, in order. */
  readonly effects: readonly Effect[];
  /** A fact that contradicts the record, to be reconciled. */
  readonly drift: boolean;
  readonly previousHash: string;
  readonly hash: string;
}

/** An effect to be kept in the outbox. Its id is `<key>/<version>/<n>`. */
export interface NewEffect {
  readonly id: string;
  readonly effect: AdapterEffect;
  /** Not before this time, milliseconds since the epoch. */
  readonly availableAt: number;
}

/** An effect taken from the outbox for a while. */
export interface ClaimedEffect {
  readonly id: string;
  readonly key: string;
  readonly adapter: string;
  readonly effect: AdapterEffect;
  /** How often it was claimed before; above 0 an earlier answer may have been lost. */
  readonly claims: number;
  /** Failed attempts that count toward the cap. */
  readonly attempts: number;
  /** Fencing token: only the newest claim of an effect may settle it. */
  readonly token: number;
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
  /** Somebody else committed on the subscription, or under the idempotency key; nothing was written. */
  | { readonly type: "conflict" }
  /** `settles` or `requires` names a claim that is no longer the newest; nothing was written. */
  | { readonly type: "fenced" };

/** When there is something to do again; undefined when nothing is waiting. */
export interface NextWake {
  /** When an effect may be claimed next: its time comes, or the lease on it ends. */
  readonly effectAt: number | undefined;
  /** When the next timer is due. */
  readonly timerAt: number | undefined;
}

export interface ListFilter {
  readonly status?: readonly LifecycleState[];
  readonly requestState?: readonly RequestState[];
  readonly adapter?: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Give it as `after` to get the next page; absent on the last one. */
  readonly next?: string;
}

/**
 * Where subscriptions are remembered. Every method is durable when its promise resolves.
 *
 * Effects of one subscription are an ordered queue: only its oldest unsettled effect may be claimed.
 * Failures are thrown as `TenureError`; one that is `Retryable` left nothing half done.
 */
export interface Store {
  /** Opens the store and brings its schema up to date. Called once, before anything else. */
  open(): Promise<void>;
  close(): Promise<void>;
  load(key: string): Promise<SubscriptionRecord | undefined>;
  /** Applies each commit of the batch on its own, in order, and makes all of them durable at once. */
  commit(batch: readonly Commit[]): Promise<readonly CommitResult[]>;
  findInbox(key: string, idempotencyKey: string): Promise<InboxEntry | undefined>;
  /**
   * Takes effects whose time has come and which nobody holds, the longest due first, at most one per
   * subscription, and holds them until `leaseUntil`. Counted as claimed before the promise resolves.
   */
  claim(request: {
    readonly now: number;
    readonly leaseUntil: number;
    readonly limit: number;
    readonly owner: string;
  }): Promise<readonly ClaimedEffect[]>;
  /** Holds a claim longer. False when it is no longer the newest. */
  extend(claim: EffectClaim, leaseUntil: number): Promise<boolean>;
  /** Puts a claimed effect back for a later attempt. False when the claim is no longer the newest. */
  putBack(
    claim: EffectClaim,
    retry: { readonly availableAt: number; readonly attempts: number; readonly error: string },
  ): Promise<boolean>;
  /** Timers due at `now`, earliest first. They stay until a commit names them as fired. */
  dueTimers(now: number, limit: number): Promise<readonly TimerRow[]>;
  nextWake(): Promise<NextWake>;
  /** Entries with a version above `after`, oldest first. */
  history(
    key: string,
    options: { readonly after: number; readonly limit: number },
  ): Promise<readonly HistoryEntry[]>;
  /** Subscriptions by key, ascending. */
  list(
    filter: ListFilter,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<Page<SubscriptionRecord>>;
  /** Effects in the outbox, whatever their state. */
  backlog(): Promise<number>;
  /** A named place where an intake keeps how far it has read. */
  readCursor(name: string): Promise<string | undefined>;
  writeCursor(name: string, value: string): Promise<void>;
}
