import type { Clock, EngineGauges, EventEnd, ObservedEvent, Observer } from "@tenure/engine";

import { Counter, Histogram, type Metric } from "./metric.ts";

const second = 1000;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const callBounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, minute, 2 * minute];
const waitBounds = [0.01, 0.1, 0.5, 1, 5, 15, minute, 5 * minute, 15 * minute, hour];
const stateBounds = [0.1, 1, 10, minute, 10 * minute, hour, 6 * hour, day, 7 * day, 30 * day];

/** What is counted while an engine works; watches it as its observer. Durations are in seconds. */
export class EngineMetrics implements Observer {
  readonly #clock: Clock;
  readonly #transitions = new Counter(
    "tenure_event_transitions_total",
    "Events that moved a subscription.",
  );
  readonly #refusals = new Counter("tenure_event_refusals_total", "Events that were refused.");
  readonly #drifts = new Counter("tenure_event_drifts_total", "Facts that contradict the record.");
  readonly #repeats = new Counter(
    "tenure_event_repeats_total",
    "Events that had been taken in before.",
  );
  readonly #failures = new Counter(
    "tenure_event_failures_total",
    "Events that could not be recorded.",
  );
  readonly #attempts = new Counter("tenure_effect_attempts_total", "Attempts at effects.");
  readonly #attemptDuration = new Histogram(
    "tenure_effect_duration_seconds",
    "How long an attempt took.",
    callBounds,
  );
  readonly #effectWait = new Histogram(
    "tenure_effect_wait_seconds",
    "How long after its time an attempt began.",
    waitBounds,
  );
  readonly #eventLag = new Histogram(
    "tenure_event_lag_seconds",
    "How long after it happened on the platform an event was taken in.",
    waitBounds,
  );
  readonly #stateDuration = new Histogram(
    "tenure_state_duration_seconds",
    "How long a subscription was in the status and request state it left.",
    stateBounds,
  );
  #gauges: (() => Promise<EngineGauges>) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How far the work lags behind; undefined while no engine works. */
  async gauges(): Promise<EngineGauges | undefined> {
    return this.#gauges?.();
  }

  event(observed: ObservedEvent): ReturnType<Observer["event"]> {
    return { ended: (end) => this.#ended(observed, end) };
  }

  attempt({ adapter, effect, waited }: Parameters<Observer["attempt"]>[0]) {
    const begun = this.#clock.now();
    this.#effectWait.observe(waited / second, { adapter });
    return {
      during: <Result>(work: () => Promise<Result>) => work(),
      ended: ({ outcome }: { readonly outcome: string }) => {
        this.#attempts.add({ adapter, effect, outcome });
        this.#attemptDuration.observe((this.#clock.now() - begun) / second, { adapter, effect });
      },
    };
  }

  watch(gauges: () => Promise<EngineGauges>): () => void {
    this.#gauges = gauges;
    return () => {
      this.#gauges = undefined;
    };
  }

  metrics(): readonly Metric[] {
    return [
      this.#transitions,
      this.#refusals,
      this.#drifts,
      this.#repeats,
      this.#failures,
      this.#attempts,
      this.#attemptDuration,
      this.#effectWait,
      this.#eventLag,
      this.#stateDuration,
    ];
  }

  #ended({ type: event, lag }: ObservedEvent, end: EventEnd): void {
    if (end.type === "repeated") this.#repeats.add({ event });
    if (end.type === "failed") this.#failures.add({ event });
    if (end.type !== "recorded") return;
    const { adapter, verdict, drift, from, timeInState } = end;
    if (lag !== undefined) this.#eventLag.observe(lag / second, { adapter });
    if (drift) this.#drifts.add({ adapter, event });
    if (verdict.type === "refused") {
      this.#refusals.add({ adapter, event, code: verdict.refusal.code });
    }
    if (verdict.type !== "moved") return;
    this.#transitions.add({ adapter, event });
    const labels = { status: from.status, request_state: from.requestState };
    if (timeInState > 0) this.#stateDuration.observe(timeInState / second, labels);
  }
}
