import { fileURLToPath } from "node:url";

import {
  createEngine,
  defaultTenant,
  systemClock,
  type Clock,
  type Engine,
  type EngineGauges,
  type EngineOptions,
  type Logger,
} from "@tenure/engine";
import { chartLayouts, type ChartLayouts } from "@tenure/inspector";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { tokensFrom } from "../configuration/tokens-from.ts";
import { createServiceApp } from "../http/create-service-app.ts";
import { intakesOf } from "../http/intake-routes.ts";
import { hostNames } from "../http/same-site.ts";
import type { Service } from "../http/service.ts";
import { staticFiles } from "../http/static-files.ts";
import { StreamSlots } from "../http/stream-slots.ts";
import { callersByToken } from "../http/tokens.ts";
import { EngineMetrics } from "../metrics/engine-metrics.ts";
import { bothObservers } from "../metrics/observers.ts";
import { serviceMetrics } from "../metrics/service-metrics.ts";
import { findOpening, followThroughput } from "../throughput/follow.ts";
import { Throughput } from "../throughput/throughput.ts";
import { listen, type Listening } from "./listen.ts";
import { serviceLogger } from "./logger.ts";

export interface RunningService {
  readonly url: string;
  readonly engine: Engine;
  /** Takes nothing more in, finishes what is under way as far as its deadline allows, and ends. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly configuration: Configuration;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly logger?: Logger;
}

const nothing: EngineGauges = { backlog: 0, stuck: 0, outboxLag: 0, timerLag: 0 };
/** Proxies take a connection for dead that is silent for much longer. */
const longestSilence = 15_000;
const builtConsole = fileURLToPath(new URL("../../../console/dist", import.meta.url));

function engineFor(
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

/** Everything of a service that the engine's own end does not end. */
function assemble(
  configuration: Configuration,
  parts: {
    layouts: ChartLayouts;
    engine: Engine;
    metrics: EngineMetrics;
    clock: Clock;
    logger: Logger;
    signal: AbortSignal;
  },
): Service {
  const { engine, metrics, clock, logger, signal, layouts } = parts;
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
    heartbeatMilliseconds: Math.min(
      longestSilence,
      Math.ceil(configuration.http.stalledTimeoutMilliseconds / 3),
    ),
    clock,
    logger,
    signal,
  };
}

/**
 * Starts the engine and answers on the configured address. When anything of it fails, what was started
 * before is stopped again.
 *
 * @throws ConfigurationError, and what the store and the address fail with
 */
export async function startService({
  configuration,
  environment = process.env,
  logger = serviceLogger(configuration.logging),
}: StartOptions): Promise<RunningService> {
  const { http, stopDeadlineMilliseconds } = configuration;
  const tokens = tokensFrom(configuration, environment);
  const clock = systemClock();
  const metrics = new EngineMetrics(clock);
  const ending = new AbortController();
  const engine = engineFor(configuration, { metrics, clock, logger });
  const layouts = chartLayouts();
  const parts = { engine, metrics, clock, logger, layouts, signal: ending.signal };
  const service = assemble(configuration, parts);
  const readiness = async () => {
    if (ending.signal.aborted) return { ready: false, reason: "ending" };
    return engine.pauses().then(
      () => ({ ready: true }),
      () => ({ ready: false, reason: "the store does not answer" }),
    );
  };
  const app = createServiceApp({
    service,
    intakes: intakesOf(configuration.adapters),
    readiness,
    callerOf: tokens.length === 0 ? undefined : callersByToken(tokens),
    hostNames: hostNames(http.host, http.hosts),
    maximumBodyBytes: http.maximumBodyBytes,
    requestTimeoutMilliseconds: http.requestTimeoutMilliseconds,
    metrics: () => serviceMetrics(service, metrics),
    consoleFiles: http.console ? staticFiles(builtConsole) : undefined,
  });

  await engine.start();
  let listening: Listening;
  try {
    listening = await listen(app.fetch, http);
  } catch (error) {
    await layouts.close();
    await engine.stop();
    throw error;
  }
  const { store } = configuration;
  const counting = followThroughput({ ...service, store });
  if (tokens.length === 0) {
    logger.warn({}, "no token is configured: whoever is on this machine may do everything");
  }
  logger.info({ count: tokens.length }, "the service is ready");

  async function stop(): Promise<void> {
    logger.info({}, "the service ends");
    ending.abort();
    await listening.close(AbortSignal.timeout(stopDeadlineMilliseconds));
    await counting;
    await layouts.close();
    await engine.stop({ deadlineMilliseconds: stopDeadlineMilliseconds });
    logger.info({}, "the service has ended");
  }

  let stopping: Promise<void> | undefined;
  return {
    url: listening.url,
    engine,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
