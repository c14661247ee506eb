import type { Observer } from "../ports/observer.ts";
import { observeAttempt } from "./observe-attempt.ts";
import { observeEvent } from "./observe-event.ts";
import type { ObserverOptions } from "./observer-options.ts";
import { Telemetry } from "./telemetry.ts";
import { watchGauges } from "./watch-gauges.ts";

/**
 * Makes spans and metrics of what the engine does. Without a provider it does nothing but pass on the
 * traces it is given.
 *
 * One trace runs from an event to the attempts at the effects it asked for, and on to the events of
 * their outcome, over restarts and in whatever process: a span `tenure.event <type>` (PRODUCER) is the
 * parent of each `tenure.effect <type>` (CONSUMER, linked to it as well), which is the parent of the
 * events that answer it. An event without a given trace belongs to the span that is active when it is
 * sent; that of a timer begins a trace. While the adapter works its attempt is the active span.
 *
 * Attributes are `tenure.*`, and `error.type` for the code of what failed. Neither messages nor values
 * of parameters are shown. Metrics never name a subscription, a tenant or an effect's id.
 */
export function observer(options: ObserverOptions = {}): Observer {
  const telemetry = new Telemetry(options);
  return {
    event: (observed) => observeEvent(telemetry, observed),
    attempt: (observed) => observeAttempt(telemetry, observed),
    watch: (gauges) => watchGauges(telemetry, gauges),
  };
}
