import { connect } from "@tenure/connect";
import { createEngine, systemClock, type Clock, type Engine } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";

import { configurationSchema } from "../configuration/configuration-schema.ts";
import { EngineMetrics } from "../metrics/engine-metrics.ts";
import { serveEngine, type ServedEngine } from "../serve/serve-engine.ts";
import { startCleverbridge, type CleverbridgeSide } from "./cleverbridge/cleverbridge-side.ts";
import type { DemoFolder } from "./demo-folder.ts";
import { DistributorApi } from "./distributor-api.ts";
import type { Progress } from "./progress.ts";
import { sampleCustomer, type SampleCustomer } from "./sample-customer.ts";
import { sampleHandlers } from "./sample-handlers.ts";
import { sampleVendor } from "./sample-vendor.ts";
import { seededRandom } from "./seeded-random.ts";
import { openValidationEndpoint } from "./validation-endpoint.ts";

/** All that runs in a demo: simulated platforms on loopback, the engine, and the sample vendor. */
export interface DemoService {
  readonly simulator: ConnectSimulator;
  readonly url: string;
  /** There when customers of cleverbridge play along. */
  readonly cleverbridge?: CleverbridgeSide;
  readonly distributor: DistributorApi;
  /** Plays those who have to act besides the vendor's handlers. */
  readonly customer: SampleCustomer;
  readonly clock: Clock;
  readonly engine: Engine;
  /** There when people are to look on. */
  readonly console?: ServedEngine;
  stop(): Promise<void>;
}

/** Starts the platforms; the engine follows when the products it has to watch are there. */
export async function startDemoService(options: {
  readonly folder: DemoFolder;
  readonly seed: number;
  readonly progress: Progress;
  readonly withCleverbridge: boolean;
  /** Serves the API and the console for people who look on, on a free port of loopback. */
  readonly withConsole: boolean;
  /** Puts products and requests on the platform before the engine looks; gives the products' ids. */
  readonly furnish: (platform: {
    readonly simulator: ConnectSimulator;
    readonly distributor: DistributorApi;
    readonly clock: Clock;
  }) => Promise<readonly string[]>;
}): Promise<DemoService> {
  // Whatever fails on the way, what was started before is stopped again.
  await using started = new AsyncDisposableStack();
  const { folder, seed, progress } = options;
  const { logger } = progress;
  const random = seededRandom(seed);
  const clock = systemClock();
  const simulator = createConnectSimulator({ seed, clock, file: folder.platform });
  const platform = await simulator.listen();
  started.defer(async () => platform.close());
  const distributor = new DistributorApi(platform.url, DISTRIBUTOR_KEY);
  const products = await options.furnish({ simulator, distributor, clock });
  const validation = await openValidationEndpoint({
    baseUrl: platform.url,
    apiKey: VENDOR_KEY,
    productId: DEFAULT_PRODUCT_ID,
    logger,
  });
  started.defer(async () => validation.close());
  const { cleverbridge: file } = folder;
  const cleverbridge = options.withCleverbridge
    ? started.use(await startCleverbridge({ file, seed, clock, logger }))
    : undefined;
  const vendor = sampleVendor({ file: folder.vendor, clock, latency: () => 10 + random() * 60 });
  const store = sqliteStore({ file: folder.database });
  const adapters = [
    connect({
      baseUrl: platform.url,
      apiKey: VENDOR_KEY,
      products,
      handlers: sampleHandlers(vendor, clock, { untilDue: 1500, untilRevoked: 60_000 }),
      pollEvery: 100,
      pollEveryIdle: 300,
      sweepEvery: 500,
    }),
    ...(cleverbridge === undefined ? [] : [cleverbridge.adapter]),
  ];
  const metrics = new EngineMetrics(clock);
  const retry = { base: 200, cap: 5000 };
  const engine = createEngine({
    store,
    adapters,
    clock,
    logger,
    random,
    retry,
    observer: metrics,
  });
  progress.watch(engine);
  started.defer(async () => engine.stop());
  await engine.start();
  const served = options.withConsole
    ? await serveEngine({
        configuration: configurationSchema.parse({ store, adapters, http: { port: 0 } }),
        tokens: [],
        engine,
        metrics,
        clock,
        logger,
      })
    : undefined;
  started.defer(async () => served?.stop());
  const running = started.move();
  return {
    simulator,
    url: platform.url,
    ...(cleverbridge === undefined ? {} : { cleverbridge }),
    distributor,
    customer: sampleCustomer(distributor, new DistributorApi(platform.url, VENDOR_KEY)),
    clock,
    engine,
    ...(served === undefined ? {} : { console: served }),
    stop: async () => running.disposeAsync(),
  };
}
