import { fileURLToPath } from "node:url";

import { systemClock, type Engine, type Logger } from "@tenure/engine";
import { chartLayouts, inspectorEndpoint } from "@tenure/inspector";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { tokensFrom } from "../configuration/tokens-from.ts";
import { createServiceApp } from "../http/create-service-app.ts";
import { intakesOf } from "../http/intake-routes.ts";
import { hostNames } from "../http/same-site.ts";
import { staticFiles } from "../http/static-files.ts";
import { callersByToken } from "../http/tokens.ts";
import { EngineMetrics } from "../metrics/engine-metrics.ts";
import { serviceMetrics } from "../metrics/service-metrics.ts";
import { followThroughput } from "../throughput/follow.ts";
import { assemble, engineFor } from "./assemble.ts";
import { takeInspectors, wantsInspector } from "./inspector-upgrades.ts";
import { listen, type Listening } from "./listen.ts";
import { serviceLogger } from "./logger.ts";
import { relaySubscriptions } from "./relay-subscriptions.ts";

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

const builtConsole = fileURLToPath(new URL("../../../console/dist", import.meta.url));

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
  const layouts = chartLayouts({ clock });
  const inspector = configuration.inspector.enabled
    ? inspectorEndpoint({ clock, logger })
    : undefined;
  const parts = { engine, metrics, clock, logger, layouts, inspector, signal: ending.signal };
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
    inspectorOrigins: configuration.inspector.origins,
    maximumBodyBytes: http.maximumBodyBytes,
    requestTimeoutMilliseconds: http.requestTimeoutMilliseconds,
    metrics: () => serviceMetrics(service, metrics),
    consoleFiles: http.console ? staticFiles(builtConsole) : undefined,
  });

  await engine.start();
  let listening: Listening;
  try {
    listening = await listen(
      app.fetch,
      http,
      inspector && {
        wants: wantsInspector,
        take: (server) => takeInspectors(server, app.fetch, inspector),
      },
    );
  } catch (error) {
    await inspector?.close();
    await layouts.close();
    await engine.stop();
    throw error;
  }
  const { store } = configuration;
  const counting = followThroughput({ ...service, store });
  const relaying = relaySubscriptions(engine, configuration, parts);
  if (tokens.length === 0) {
    logger.warn({}, "no token is configured: whoever is on this machine may do everything");
  }
  logger.info({ count: tokens.length }, "the service is ready");

  async function stop(): Promise<void> {
    logger.info({}, "the service ends");
    ending.abort();
    await inspector?.close();
    await listening.close(AbortSignal.timeout(stopDeadlineMilliseconds));
    await Promise.all([counting, relaying]);
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
