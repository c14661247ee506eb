import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";

import { createAdaptorServer } from "@hono/node-server";

import type { Configuration } from "../configuration/configuration-schema.ts";

/** What answers on a port. */
export interface Listening {
  readonly url: string;
  /**
   * Takes no more connections, and resolves when the last request was answered; those that are not by the
   * time the signal aborts are cut off.
   */
  close(signal: AbortSignal): Promise<void>;
}

/** What takes sockets over whose requests want another protocol. */
export interface Upgrades {
  readonly wants: (request: IncomingMessage) => boolean;
  readonly take: (server: Server) => void;
}

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** How often connections are looked at whether they are late. */
const checkedEvery = 250;

function serverOf(
  fetch: Fetch,
  http: Configuration["http"],
  upgrades: Upgrades | undefined,
): Server {
  const server = createAdaptorServer({
    fetch,
    hostname: http.host,
    serverOptions: {
      requestTimeout: http.arrivalTimeoutMilliseconds,
      headersTimeout: Math.ceil(http.arrivalTimeoutMilliseconds / 2),
      keepAliveTimeout: Math.min(5000, http.stalledTimeoutMilliseconds),
      connectionsCheckingInterval: checkedEvery,
      maxHeaderSize: 16_384,
      shouldUpgradeCallback: upgrades?.wants ?? (() => false),
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no other kind was asked for
  const plain = server as Server;
  plain.maxConnections = http.connections;
  // A connection on which nothing moves: nobody reads what was written, or writes what is read.
  plain.timeout = http.stalledTimeoutMilliseconds;
  upgrades?.take(plain);
  return plain;
}

/** Answers on the configured address; rejects when it is taken. */
export async function listen(
  fetch: Fetch,
  http: Configuration["http"],
  upgrades?: Upgrades,
): Promise<Listening> {
  const server = serverOf(fetch, http, upgrades);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(http.port, http.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port, address, family } = server.address() as AddressInfo;
  const cut = (): void => server.closeAllConnections();
  const host = family === "IPv6" ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}`,
    async close(signal) {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      signal.addEventListener("abort", cut, { once: true });
      if (signal.aborted) cut();
      // Whoever kept its connection for a next request will not be served on it any more.
      const idle = setInterval(() => server.closeIdleConnections(), checkedEvery);
      await closed;
      clearInterval(idle);
      signal.removeEventListener("abort", cut);
    },
  };
}
