import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";

import { serve } from "@hono/node-server";
import { cleverbridge, type CleverbridgeAdapter } from "@tenure/cleverbridge";
import type { Clock, Logger } from "@tenure/engine";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
  type CleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";

/** A simulated cleverbridge on loopback, and the engine's adapter for it. */
export interface CleverbridgeSide extends AsyncDisposable {
  readonly simulator: CleverbridgeSimulator;
  readonly adapter: CleverbridgeAdapter;
  readonly url: string;
}

/** Starts the platform, and a receiver on loopback for its notifications, which it is told of. */
export async function startCleverbridge(options: {
  readonly file: string;
  readonly seed: number;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<CleverbridgeSide> {
  await using started = new AsyncDisposableStack();
  const { file, seed, clock, logger } = options;
  const simulator = createCleverbridgeSimulator({ file, seed, clock, notificationRetryMs: 500 });
  const platform = await simulator.listen();
  started.defer(async () => platform.close());
  const pathSecret = randomBytes(16).toString("hex");
  const adapter = cleverbridge({
    baseUrl: platform.url,
    username: CLEVERBRIDGE_USER,
    password: CLEVERBRIDGE_PASSWORD,
    managementModel: "2.0",
    notifications: { pathSecret },
    sweepEvery: 1000,
    sweepPerSecond: 10,
    hintAgainAfter: 500,
    graveAgainAfter: 200,
    clock,
    logger,
  });
  const server = serve({ fetch: adapter.notifications, hostname: "127.0.0.1", port: 0 });
  started.defer(
    async () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has this address
  const { port } = server.address() as AddressInfo;
  simulator.notifications({ url: `http://127.0.0.1:${port}/notifications/${pathSecret}` });
  const running = started.move();
  return {
    simulator,
    adapter,
    url: platform.url,
    [Symbol.asyncDispose]: async () => running.disposeAsync(),
  };
}
