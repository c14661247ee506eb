import { fileURLToPath } from "node:url";

import type { Clock, Engine, Logger } from "@tenure/engine";
import { chartLayouts, inspectorEndpoint } from "@tenure/inspector";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { createServiceApp } from "../http/create-service-app.ts";
import { intakesOf } from "../http/intake-routes.ts";
import { hostNames } from "../http/same-site.ts";
import { staticFiles } from "../http/static-files.ts";
import { callersByToken, type Token } from "../http/tokens.ts";
import type { EngineMetrics } from "../metrics/engine-metrics.ts";
import { serviceMetrics } from "../metrics/service-metrics.ts";
import { followThroughput } from "../throughput/follow.ts";
import { assemble } from "./assemble.ts";
import { takeInspectors, wantsInspector } from "./inspector-upgrades.ts";
import { listen, type Listening } from "./listen.ts";
import { relaySubscriptions } from "./relay-subscriptions.ts";

/** What answers for an engine. */
export interface ServedEngine {
  readonly url: string;
  /** Whether the console was built, and is served. */
  readonly hasConsole: boolean;
  /** Takes nothing more in, and finishes what is under way as far as the deadline allows. */
  stop(): Promise<void>;
}

const builtConsole = fileURLToPath(new URL("../../../console/dist", import.meta.url));

/**
 * Answers for an engine that has started on the configured address: intake, HTTP API, console and inspector. The
 * engine stays with whoever started it.
 *
 * @throws what the address fails with
 */
export async function serveEngine({
  configuration,
  tokens,
  engine,
  metrics,
  clock,
  logger,
}: {
  readonly configuration: Configuration;
  readonly tokens: readonly Token[];
  readonly engine: Engine;
  /** Observes the engine. */
  readonly metrics: EngineMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<ServedEngine> {
  const { http, stopDeadlineMilliseconds } = configuration;
  const ending = new AbortController();
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
  const consoleFiles = http.console ? staticFiles(builtConsole) : undefined;
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
    consoleFiles,
  });
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
    throw error;
  }
  const { store } = configuration;
  const counting = followThroughput({ ...service, store });
  const relaying = relaySubscriptions(engine, configuration, parts);
  return {
    url: listening.url,
    hasConsole: consoleFiles !== undefined,
    async stop() {
      ending.abort();
      await inspector?.close();
      await listening.close(AbortSignal.timeout(stopDeadlineMilliseconds));
      await Promise.all([counting, relaying]);
      await layouts.close();
    },
  };
}
