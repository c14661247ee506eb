import type { SubscriptionEventInput } from "@tenure/machine";

import type { AdapterState } from "./adapter-state.ts";
import type { Imported, ImportOptions } from "./export/import-history.ts";
import type { Pause } from "./ports/store.ts";
import type { Reader } from "./reader.ts";
import type { ReconcileOptions } from "./reconcile/reconcile.ts";
import type { Reconciliation } from "./reconcile/reconciliation.ts";
import type { OperatorOptions, SendOptions, SendResult } from "./send.ts";

/** An answer to the request in progress, as an operator gives it. */
export type OperatorAnswer = WithoutAuthor<
  Extract<SubscriptionEventInput, { readonly type: `answer.${string}` }>
>;
type WithoutAuthor<Answer> = Answer extends unknown ? Omit<Answer, "by"> : never;

/**
 * The durable runtime. Every verb but `start` and `stop` needs a started engine, and rejects with
 * `engine_not_started` or `engine_stopped` otherwise. A verb that takes a key checks it first:
 * `key_invalid` and `tenant_unknown` reject before anything is read or written.
 */
export interface Engine extends Reader, AsyncDisposable {
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
   * A refusal is a result, not a throw; so is an event of no known shape, one that is no plain JSON and
   * one that is too large (`invalid_event`), of which nothing is kept. The first event of a key creates
   * its subscription, except a refused command.
   *
   * With an `idempotencyKey`, the same event sent again gets the first answer and does nothing; another
   * event under the same key rejects with `idempotency_conflict`. Keys are kept per subscription, for as
   * long as `answersKeptMilliseconds` says. A key that is none rejects with `idempotency_key_invalid`.
   *
   * With an `expectedVersion`, a subscription at any other version rejects with `version_conflict`.
   * With a `transaction`, the result is what it will be if that commits; `store_unsupported` when the
   * store cannot work within one.
   *
   * A rejection with a `Retryable` error left nothing half done.
   */
  send(key: string, event: SubscriptionEventInput, options?: SendOptions): Promise<SendResult>;
  /**
   * Has what is stuck done again, or what is postponed done now. As with `send`, a refusal is a result.
   * Rejects with `subscription_unknown`.
   */
  retry(key: string, options?: OperatorOptions): Promise<SendResult>;
  /** Gives up what is stuck; the request is then settled on the platform by hand. As `retry`. */
  skip(key: string, options?: OperatorOptions): Promise<SendResult>;
  /** Answers a stuck request in the vendor's place, as an operator. As `retry`. */
  answer(key: string, answer: OperatorAnswer, options?: OperatorOptions): Promise<SendResult>;
  /**
   * Keeps effects from being started, in every process that works on the store and after restarts too,
   * until `resume`. What runs goes on, and events are still taken in. Pausing again replaces the reason.
   *
   * @param options `adapter` pauses that one only, else all; `adapter_unknown` when there is none
   */
  pause(options?: { readonly adapter?: string; readonly reason?: string }): Promise<void>;
  /** Ends the pause of the adapter, or without one that of all. False when there was none. */
  resume(options?: { readonly adapter?: string }): Promise<boolean>;
  pauses(): Promise<readonly Pause[]>;
  /** How the work of each adapter stands, in the order they were given. */
  adapters(): Promise<readonly AdapterState[]>;
  /**
   * Compares subscriptions with their platforms and says what would make each record agree; with `apply`
   * it is sent. One result for each, in the order of the keys given or of the list; one that cannot be
   * compared is reported and stops no other. Goes on only as far as results are taken, and ends when the
   * engine stops. Applied twice, the second run finds agreement.
   */
  reconcile(options?: ReconcileOptions): AsyncIterableIterator<Reconciliation, void>;
  /**
   * Takes over a subscription with its whole history, as `export` gave it unredacted. Rejects with
   * `import_invalid`, and with `subscription_exists` when there is one of its key.
   */
  import(value: unknown, options: ImportOptions): Promise<Imported>;
  /**
   * Resolves when nothing is being taken in, nothing is running and nothing is due now. Work that
   * waits for its time does not count.
   */
  idle(): Promise<void>;
}
