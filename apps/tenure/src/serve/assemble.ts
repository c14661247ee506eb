import {
  createEngine,
  defaultTenant,
  type Clock,
  type Engine,
  type EngineGauges,
  type EngineOptions,
  type Logger,
} from "@tenure/engine";
import type { ChartLayouts, InspectorEndpoint } from "@tenure/inspector";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { intakesOf } from "../http/intake-routes.ts";
import type { Service } from "../http/service.ts";
import { StreamSlots } from "../http/stream-slots.ts";
import type { EngineMetrics } from "../metrics/engine-metrics.ts";
import { bothObservers } from "../metrics/observers.ts";
import { findOpening } from "../throughput/follow.ts";
import { Throughput } from "../throughput/throughput.ts";

const nothing: EngineGauges = { backlog: 0, stuck: 0, outboxLag: 0, timerLag: 0 };
/** Proxies take a connection for dead that is silent for much longer. */
const longestSilence = 15_000;

/** The engine of a configuration, watched by the service's own metrics. */
export function engineFor(
  { store, adapters, tenants, limits, engine }: Configuration,
  { metrics, clock, logger }: { metrics: EngineMetrics; clock: Clock; logger: Logger },
): Engine {
  const { observer, ...tuning } = engine;
  const options = {
    ...tuning,
    store,
    adapters,
    tenants,
    limits,
    clock,
    logger,
    observer: observer === undefined ? metrics : bothObservers(metrics, observer),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out is not there at all
  return createEngine(options as EngineOptions);
}

/** What the API speaks for: everything of a service that the engine's own end does not end. */
export function assemble(
  configuration: Configuration,
  parts: {
    layouts: ChartLayouts;
    inspector: InspectorEndpoint | undefined;
    engine: Engine;
    metrics: EngineMetrics;
    clock: Clock;
    logger: Logger;
    signal: AbortSignal;
  },
): Service {
  const { engine, metrics, clock, logger, signal, layouts, inspector } = parts;
  const intakes = intakesOf(configuration.adapters);
  return {
    engine,
    store: configuration.store,
    adapters: configuration.adapters,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out is not there at all
    limits: configuration.limits as Service["limits"],
    intakePaths: new Map(
      configuration.adapters.map(({ name }) => [
        name,
        intakes.filter(({ adapter }) => adapter === name).map(({ path }) => path),
      ]),
    ),
    tenants: [defaultTenant, ...configuration.tenants],
    throughput: new Throughput(findOpening(engine)),
    gauges: async () => (await metrics.gauges()) ?? nothing,
    slots: new StreamSlots(configuration.http.streams),
    layouts,
    inspector,
    heartbeatMilliseconds: Math.min(
      longestSilence,
      Math.ceil(configuration.http.stalledTimeoutMilliseconds / 3),
    ),
    clock,
    logger,
    signal,
  };
}
