import { diag, type BatchObservableResult, type Observable } from "@opentelemetry/api";

import type { EngineGauges } from "../ports/observer.ts";
import { errorTypeOf } from "./error-type.ts";
import type { Telemetry } from "./telemetry.ts";

/** How long a collection waits for the store, in milliseconds. */
const patience = 5000;

type Read = () => Promise<EngineGauges | undefined>;

/** Undefined when it takes longer. */
async function limited<Value>(
  work: Promise<Value>,
  milliseconds: number,
): Promise<Value | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), milliseconds);
  timer.unref();
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads the gauges, or undefined when they cannot be told in time. Never rejects, and asks the store one
 * question at a time, however many collect.
 */
function gaugeReader(gauges: () => Promise<EngineGauges>, milliseconds: number): Read {
  let asked: Promise<EngineGauges | undefined> | undefined;

  async function ask(): Promise<EngineGauges | undefined> {
    try {
      return await gauges();
    } catch (error) {
      diag.warn("tenure: the gauges could not be read from the store", errorTypeOf(error));
      return undefined;
    } finally {
      asked = undefined;
    }
  }
  return () => {
    asked ??= ask();
    return limited(asked, milliseconds);
  };
}

/**
 * Shows how far the engine lags behind whenever metrics are collected. A store that fails or hangs
 * leaves the gauges out and delays a collection by `milliseconds` at most. Returns what ends it.
 *
 * The store is asked, so that every process on one store shows the same: take the newest, not the sum.
 */
export function watchGauges(
  { meter, attributes }: Telemetry,
  gauges: () => Promise<EngineGauges>,
  milliseconds = patience,
): () => void {
  const shown: Readonly<Record<keyof EngineGauges, Observable>> = {
    backlog: meter.createObservableGauge("tenure.outbox.backlog", {
      unit: "{effect}",
      description: "Effects in the outbox.",
    }),
    stuck: meter.createObservableGauge("tenure.subscription.stuck", {
      unit: "{subscription}",
      description: "Subscriptions whose request is stuck.",
    }),
    outboxLag: meter.createObservableGauge("tenure.outbox.lag", {
      unit: "s",
      description: "How long the effect longest due has waited.",
    }),
    timerLag: meter.createObservableGauge("tenure.timer.lag", {
      unit: "s",
      description: "How long the timer longest due has waited.",
    }),
  };
  const read = gaugeReader(gauges, milliseconds);

  async function observe(result: BatchObservableResult): Promise<void> {
    const now = await read();
    if (now === undefined) return;
    result.observe(shown.backlog, now.backlog, attributes);
    result.observe(shown.stuck, now.stuck, attributes);
    result.observe(shown.outboxLag, now.outboxLag / 1000, attributes);
    result.observe(shown.timerLag, now.timerLag / 1000, attributes);
  }
  const observables = Object.values(shown);
  meter.addBatchObservableCallback(observe, observables);
  return () => meter.removeBatchObservableCallback(observe, observables);
}
