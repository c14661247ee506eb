import type { SubscriptionEventInput } from "@tenure/machine";

import type { HistoryEntry, ListFilter, Page, SubscriptionRecord } from "./ports/store.ts";
import type { SendResult } from "./send.ts";

/**
 * The durable runtime. Every verb but `start` and `stop` needs a started engine, and rejects with
 * `engine_not_started` or `engine_stopped` otherwise.
 */
export interface Engine extends AsyncDisposable {
  /**
   * Opens the store, and starts the dispatcher, the timers and every adapter's intake. Rejects with
   * the store's error when it cannot be opened; it may then be called again.
   */
  start(): Promise<void>;
  /**
   * Claims no more work and tells the intakes to end. Effects under way have `deadlineMilliseconds`
   * (default 10,000) to finish; then they are aborted and put back. Closes the store. An engine that
   * was stopped stays so. Calling it again waits for the same end.
   */
  stop(options?: { readonly deadlineMilliseconds?: number }): Promise<void>;
  /**
   * Takes an event in: decides on it and makes the outcome durable before it resolves. Events of one
   * subscription are taken in the order they were sent.
   *
   * A refusal is a result, not a throw; so is an event of no known shape (`invalid_event`), of which
   * nothing is kept. The first event of a key creates its subscription, except a refused command.
   *
   * With an `idempotencyKey`, the same event sent again gets the first answer and does nothing; another
   * event under the same key rejects with `idempotency_conflict`. Keys are kept per subscription.
   *
   * A rejection with a `Retryable` error left nothing half done.
   *
   * @param options `adapter` names the platform of a new subscription; needed when there are several
   */
  send(
    key: string,
    event: SubscriptionEventInput,
    options?: { readonly idempotencyKey?: string; readonly adapter?: string },
  ): Promise<SendResult>;
  /** The subscription as it stands; undefined when there is none. */
  get(key: string): Promise<SubscriptionRecord | undefined>;
  /** Subscriptions by key, ascending, 100 a page unless told. */
  list(
    filter?: ListFilter,
    page?: { readonly after?: string; readonly limit?: number },
  ): Promise<Page<SubscriptionRecord>>;
  /** Entries with a version above `after` (default 0), oldest first, at most `limit` (default 100). */
  history(
    key: string,
    options?: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly HistoryEntry[]>;
  /**
   * Resolves when nothing is being taken in, nothing is running and nothing is due now. Work that
   * waits for its time does not count.
   */
  idle(): Promise<void>;
}
