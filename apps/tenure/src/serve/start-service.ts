import { systemClock, type Engine, type Logger } from "@tenure/engine";

import type { Configuration } from "../configuration/configuration-schema.ts";
import { tokensFrom } from "../configuration/tokens-from.ts";
import { EngineMetrics } from "../metrics/engine-metrics.ts";
import { engineFor } from "./assemble.ts";
import { serviceLogger } from "./logger.ts";
import { serveEngine, type ServedEngine } from "./serve-engine.ts";

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
  const { stopDeadlineMilliseconds } = configuration;
  const tokens = tokensFrom(configuration, environment);
  const clock = systemClock();
  const metrics = new EngineMetrics(clock);
  const engine = engineFor(configuration, { metrics, clock, logger });
  await engine.start();
  let served: ServedEngine;
  try {
    served = await serveEngine({ configuration, tokens, engine, metrics, clock, logger });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  if (tokens.length === 0) {
    logger.warn({}, "no token is configured: whoever is on this machine may do everything");
  }
  logger.info({ count: tokens.length }, "the service is ready");

  async function stop(): Promise<void> {
    logger.info({}, "the service ends");
    await served.stop();
    await engine.stop({ deadlineMilliseconds: stopDeadlineMilliseconds });
    logger.info({}, "the service has ended");
  }

  let stopping: Promise<void> | undefined;
  return {
    url: served.url,
    engine,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
