import type { Adapters } from "./adapters.ts";
import type { Tuning } from "./engine-options.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Reader } from "./reader.ts";
import type { ReconcileDependencies } from "./reconcile/reconcile-dependencies.ts";
import { reconcileOnDrift, type DriftHealer } from "./reconcile/reconcile-on-drift.ts";
import { reconcile, type ReconcileOptions } from "./reconcile/reconcile.ts";
import type { Reconciliation } from "./reconcile/reconciliation.ts";
import type { Sender } from "./record/sender.ts";

/** Between two looks at a platform that may not have settled yet, in milliseconds. */
const settleMilliseconds = 1000;

export interface ReconcilerOptions {
  readonly adapters: Adapters;
  readonly reader: Reader;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly attemptTimeoutMilliseconds: number;
  readonly onDrift: Tuning["onDrift"];
  readonly passive: boolean;
}

/** Compares with the platforms when asked to, and by itself where the engine is told to. */
export class Reconciler {
  readonly #dependencies: ReconcileDependencies;
  readonly #healer: DriftHealer | undefined;
  readonly #ending = new AbortController();

  constructor(options: ReconcilerOptions) {
    const { adapters, reader, sender, clock, logger } = options;
    this.#dependencies = {
      clock,
      logger,
      adapterOf: (name) => adapters.get(name),
      load: (key) => reader.get(key),
      list: (filter, page) => reader.list(filter, page),
      send: (key, event, sending) => sender.send(key, event, sending),
      timeoutMilliseconds: options.attemptTimeoutMilliseconds,
      settleMilliseconds,
    };
    if (options.onDrift !== "reconcile" || options.passive) return;
    this.#healer = reconcileOnDrift({ reconcile: (given) => this.run(given), clock, logger });
  }

  run(options: ReconcileOptions = {}): AsyncIterableIterator<Reconciliation, void> {
    const ending = this.#ending.signal;
    const signal =
      options.signal === undefined ? ending : AbortSignal.any([ending, options.signal]);
    return reconcile(this.#dependencies, { ...options, signal });
  }

  /** A fact contradicted the record of this subscription. */
  drifted(key: string): void {
    this.#healer?.drifted(key);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#healer?.stop();
  }
}
