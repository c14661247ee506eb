import { metrics, trace, type Attributes, type Meter, type Tracer } from "@opentelemetry/api";

import { createInstruments, type Instruments } from "./instruments.ts";
import type { ObserverOptions } from "./observer-options.ts";

const scope = "@tenure/engine";

/** Where spans and measurements go. */
export class Telemetry {
  readonly tracer: Tracer;
  /** On every span and measurement. */
  readonly attributes: Attributes;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly #options: ObserverOptions;
  #meter: Meter | undefined;
  #instruments: Instruments | undefined;

  constructor(options: ObserverOptions) {
    const { tracerProvider, attributes = {}, now = () => performance.now() } = options;
    this.#options = options;
    this.tracer = (tracerProvider ?? trace).getTracer(scope);
    this.attributes = attributes;
    this.now = now;
  }

  /** Asked for late: a global meter taken before its provider is registered measures nothing for ever. */
  get meter(): Meter {
    this.#meter ??= (this.#options.meterProvider ?? metrics).getMeter(scope);
    return this.#meter;
  }

  get instruments(): Instruments {
    this.#instruments ??= createInstruments(this.meter);
    return this.#instruments;
  }
}
