import { errorFields } from "../error-fields.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { ReconcileOptions } from "./reconcile.ts";
import type { Reconciliation } from "./reconciliation.ts";

export interface ReconcileOnDriftOptions {
  /** `reconcile` of the engine. */
  readonly reconcile: (options: ReconcileOptions) => AsyncIterable<Reconciliation>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long after a contradiction the platform is looked at, in milliseconds. Default 2,000. */
  readonly waitMilliseconds?: number;
  /** The wait doubles up to this while a subscription cannot be healed, in milliseconds. Default 3,600,000. */
  readonly longestWaitMilliseconds?: number;
}

/** Heals subscriptions whose platform contradicts their record. */
export interface DriftHealer {
  /** A fact contradicted the record of this subscription. Returns at once. */
  drifted(key: string): void;
  /** Resolves when no subscription is being healed any more; none is begun. What waits is forgotten. */
  stop(): Promise<void>;
}

const isHealed = ({ class: driftClass, applied, error }: Reconciliation): boolean =>
  error === undefined && (applied || driftClass === "agrees");

/** A platform that knows nothing of the subscription is for a person to look at. */
const isHopeless = ({ class: driftClass }: Reconciliation): boolean =>
  driftClass === "unknownToPlatform";

/**
 * Reconciles each subscription a while after a fact contradicted its record, once for all contradictions that
 * come in until then. What cannot be healed is tried again after a growing while.
 */
export function reconcileOnDrift(options: ReconcileOnDriftOptions): DriftHealer {
  const { reconcile, clock, logger } = options;
  const { waitMilliseconds = 2000, longestWaitMilliseconds = 3_600_000 } = options;
  /** By key, when the platform is looked at. */
  const waiting = new Map<string, number>();
  /** By key, how often that was in vain. */
  const inVain = new Map<string, number>();
  const stopping = new AbortController();
  let alarm = new AbortController();
  let running: Promise<void> | undefined;

  function put(key: string): void {
    const wait = waitMilliseconds * 2 ** Math.min(inVain.get(key) ?? 0, 30);
    waiting.set(key, clock.now() + Math.min(wait, longestWaitMilliseconds));
    alarm.abort();
    running ??= run();
  }

  function putAgain(key: string): void {
    inVain.set(key, (inVain.get(key) ?? 0) + 1);
    if (!waiting.has(key)) put(key);
  }

  function settle(result: Reconciliation): void {
    if (isHealed(result) || isHopeless(result)) inVain.delete(result.key);
    else putAgain(result.key);
  }

  async function heal(keys: readonly string[]): Promise<void> {
    const { signal } = stopping;
    try {
      for await (const result of reconcile({ keys, apply: true, signal })) settle(result);
    } catch (error) {
      logger.error(errorFields(error), "reconciling failed: trying again");
      for (const key of keys) putAgain(key);
    }
  }

  async function run(): Promise<void> {
    // oxlint-disable no-await-in-loop -- one round after the other
    while (waiting.size > 0 && !stopping.signal.aborted) {
      alarm = new AbortController();
      const due = [...waiting].filter(([, at]) => at <= clock.now()).map(([key]) => key);
      if (due.length > 0) {
        for (const key of due) waiting.delete(key);
        await heal(due);
      } else {
        const next = Math.min(...waiting.values());
        const signal = AbortSignal.any([alarm.signal, stopping.signal]);
        await clock.sleep(next - clock.now(), signal);
      }
    }
    // oxlint-enable no-await-in-loop
    running = undefined;
  }

  return {
    drifted(key) {
      if (stopping.signal.aborted || waiting.has(key)) return;
      put(key);
    },
    async stop() {
      stopping.abort();
      await running;
      waiting.clear();
    },
  };
}
