import { once } from "node:events";
import { createServer, type Server } from "node:http";

import { WebSocket } from "ws";

import { inspectorEndpoint, type InspectorEndpointOptions } from "../src/index.ts";
import { listening } from "./listening.ts";

/** An endpoint on a server of its own. */
export async function served(
  options: InspectorEndpointOptions = {},
  server: Server = createServer(),
) {
  const endpoint = inspectorEndpoint(options);
  const place = await listening(server);
  endpoint.attach(place.server);
  return {
    endpoint,
    port: place.port,
    url: `ws://127.0.0.1:${place.port}/inspect`,
    async [Symbol.asyncDispose]() {
      await endpoint.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** A connection that is open. */
export async function connected(
  url: string,
  options: ConstructorParameters<typeof WebSocket>[2] = {},
) {
  const socket = new WebSocket(url, options);
  await once(socket, "open");
  return socket;
}

/** The status with which a connection is turned away. */
export async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers });
  socket.on("error", () => undefined);
  const status = await new Promise<number>((resolve) => {
    socket.on("open", () => resolve(101));
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
  });
  socket.terminate();
  return status;
}
