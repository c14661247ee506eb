import type { Attributes, MeterProvider, TracerProvider } from "@opentelemetry/api";

export interface ObserverOptions {
  /** Where spans go. Default: the global provider, also when it is registered later. */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. Default: the global provider, as registered when the engine is first used. */
  readonly meterProvider?: MeterProvider;
  /**
   * Put on every span and every metric, for example to tell the engines of one process apart. Each
   * distinct set of values is a time series of its own: give few, and none that grow in number.
   */
  readonly attributes?: Attributes;
  /** Reads a clock that never goes back, in milliseconds, for durations. Default: that of the process. */
  readonly now?: () => number;
}
