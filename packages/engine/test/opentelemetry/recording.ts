import type { Attributes } from "@opentelemetry/api";
import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  AggregationTemporality,
  type CollectionResult,
  type Histogram,
  type MetricData,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type Sampler,
} from "@opentelemetry/sdk-trace-base";

import { observer, type ObserverOptions } from "../../src/opentelemetry/index.ts";
import type { Observer } from "../../src/ports/observer.ts";

interface Point {
  readonly attributes: Attributes;
  readonly value: number | Histogram;
}

/** The real SDKs, writing into memory. */
export interface Recording {
  readonly observer: Observer;
  readonly tracerProvider: BasicTracerProvider;
  readonly meterProvider: MeterProvider;
  /** Spans that have ended, in the order of their ends. */
  readonly spans: () => ReadableSpan[];
  /** The one span of that name. */
  readonly span: (name: string) => ReadableSpan;
  readonly collect: () => Promise<CollectionResult>;
  /** Every metric that has a value, by name. */
  readonly metrics: () => Promise<Map<string, MetricData>>;
  readonly points: (name: string) => Promise<Point[]>;
}

/** One process: an observer of its own, with providers and exporters of its own. */
export function recording(
  options: Omit<ObserverOptions, "tracerProvider" | "meterProvider"> & {
    readonly sampler?: Sampler;
  } = {},
): Recording {
  const { sampler, ...rest } = options;
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    ...(sampler !== undefined && { sampler }),
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
  });
  const meterProvider = new MeterProvider({ readers: [reader] });

  function span(name: string): ReadableSpan {
    const [found, ...more] = exporter.getFinishedSpans().filter((each) => each.name === name);
    if (found === undefined || more.length > 0) throw new Error(`${name}: not one span`);
    return found;
  }
  async function metrics(): Promise<Map<string, MetricData>> {
    const { resourceMetrics } = await reader.collect();
    const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    return new Map(
      all
        .filter(({ dataPoints }) => dataPoints.length > 0)
        .map((metric) => [metric.descriptor.name, metric]),
    );
  }
  return {
    observer: observer({ ...rest, tracerProvider, meterProvider }),
    tracerProvider,
    meterProvider,
    spans: () => exporter.getFinishedSpans(),
    span,
    collect: () => reader.collect(),
    metrics,
    points: async (name) => ((await metrics()).get(name)?.dataPoints ?? []) as Point[],
  };
}
