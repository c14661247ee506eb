import type {
  Awaited as AwaitedParty,
  Effect,
  LifecycleState,
  RequestState,
  Snapshot,
  SubscriptionEvent,
  Verdict,
} from "@tenure/machine";

/**
 * A subscription as the store keeps it. `version` counts its history entries, from 1. The key carries its
 * tenant, `<tenant>:<id>`, unless that is `default`.
 */
export interface SubscriptionRecord {
  readonly key: string;
  readonly tenant: string;
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
  /** The platform's id of what is subscribed to; null while nobody told it. */
  readonly product: string | null;
  /** Hash of the newest history entry. */
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Since when it has had its present status and request state. */
  readonly stateSince: number;
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
