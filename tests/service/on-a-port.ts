import { connect as openSocket, type Socket } from "node:net";

import type { Adapter } from "@tenure/engine";
import { memoryStore } from "@tenure/testing/store";
import { onTestFinished } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import type { ConfigurationInput } from "../../apps/tenure/src/configuration/index.ts";
import { startService, type RunningService } from "../../apps/tenure/src/serve/start-service.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

export interface OnAPort extends RunningService {
  readonly port: number;
}

/** A whole service on a free port of loopback, on a store in memory. */
export async function onAPort(
  http: Partial<NonNullable<ConfigurationInput["http"]>> = {},
  adapters: readonly Adapter[] = [scriptedPlatform("connect")],
): Promise<OnAPort> {
  const configuration = checkConfiguration({
    store: memoryStore(),
    adapters: [...adapters],
    tenants: ["acme"],
    http: { port: 0, ...http },
    logging: { level: "silent" },
    engine: { retry: { base: 5, attempts: 2 } },
    stopDeadlineMilliseconds: 3000,
  });
  const service = await startService({ configuration });
  onTestFinished(async () => service.stop());
  return { ...service, port: Number(new URL(service.url).port) };
}

/** What came over a socket until the other side closed it. */
export interface Exchange {
  readonly socket: Socket;
  readonly text: () => string;
  readonly closed: Promise<void>;
}

/** A bare socket to the service, for what no client would send. */
export function bareSocket(port: number): Exchange {
  const socket = openSocket(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  onTestFinished(() => void socket.destroy());
  return { socket, text: () => text, closed };
}
