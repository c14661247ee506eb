import type { Snapshot, Verdict } from "@tenure/machine";

/** What became of an event that was sent. */
export interface SendResult {
  readonly key: string;
  readonly verdict: Verdict;
  /** The subscription's version after the event. */
  readonly version: number;
  readonly snapshot: Snapshot;
  /** The event had been taken in before under this idempotency key; nothing was done again. */
  readonly repeated: boolean;
}

export interface SendOptions {
  /** From 1 to 255 characters, kept per subscription. */
  readonly idempotencyKey?: string;
  /** The platform of a new subscription, by its adapter's name; needed when there are several. */
  readonly adapter?: string;
  /** Decide only if the subscription is at this version; 0: only if there is none yet. */
  readonly expectedVersion?: number;
  /** The trace the sender is in, as a W3C `traceparent`. Anything else is left out. */
  readonly trace?: string;
  /**
   * A transaction of the application on the store's database, of the kind the store tells. The event
   * is decided and written within it, and counts only once it commits. Events of one subscription that
   * are sent this way do not wait for others: a conflict is decided again within the transaction.
   */
  readonly transaction?: unknown;
}

/** Options of the verbs for operators. */
export type OperatorOptions = Pick<SendOptions, "idempotencyKey">;
