import type { Counter, Histogram, Meter } from "@opentelemetry/api";

/** What the engine counts and measures while it works. */
export interface Instruments {
  readonly transitions: Counter;
  readonly refusals: Counter;
  readonly drifts: Counter;
  readonly repeats: Counter;
  readonly failures: Counter;
  readonly attempts: Counter;
  readonly retries: Counter;
  readonly attemptDuration: Histogram;
  readonly effectWait: Histogram;
  readonly eventLag: Histogram;
  readonly stateDuration: Histogram;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Bucket boundaries in seconds: a call, a wait that may be an outage, a state that a person may keep. */
const callBuckets = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
  30,
  minute,
  2 * minute,
];
const waitBuckets = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, minute, 5 * minute, 15 * minute, hour];
const days = [1, 3, 7, 30, 90, 365].map((count) => count * day);
const stateBuckets = [0.1, 1, 10, minute, 10 * minute, hour, 6 * hour, ...days];

/** Makes the instruments. Durations are in seconds. */
export function createInstruments(meter: Meter): Instruments {
  function counter(name: string, unit: string, description: string): Counter {
    return meter.createCounter(name, { unit, description });
  }
  function seconds(name: string, boundaries: number[], description: string): Histogram {
    const advice = { explicitBucketBoundaries: boundaries };
    return meter.createHistogram(name, { unit: "s", description, advice });
  }
  return {
    transitions: counter(
      "tenure.event.transitions",
      "{transition}",
      "Events that moved a subscription.",
    ),
    refusals: counter("tenure.event.refusals", "{event}", "Events that were refused."),
    drifts: counter("tenure.event.drifts", "{event}", "Facts that contradict the record."),
    repeats: counter(
      "tenure.event.repeats",
      "{event}",
      "Events answered from the inbox, because they had been taken in before.",
    ),
    failures: counter("tenure.event.failures", "{event}", "Events that could not be recorded."),
    attempts: counter("tenure.effect.attempts", "{attempt}", "Attempts at effects, by outcome."),
    retries: counter(
      "tenure.effect.retries",
      "{attempt}",
      "Attempts at effects that had been attempted before.",
    ),
    attemptDuration: seconds("tenure.effect.duration", callBuckets, "How long an attempt took."),
    effectWait: seconds(
      "tenure.effect.wait",
      waitBuckets,
      "How long after its time an attempt began.",
    ),
    eventLag: seconds(
      "tenure.event.lag",
      waitBuckets,
      "How long after it happened on the platform an event was taken in.",
    ),
    stateDuration: seconds(
      "tenure.state.duration",
      stateBuckets,
      "How long a subscription was in the status and request state it left.",
    ),
  };
}
