import { connect as openSocket, type Socket } from "node:net";

import type { Adapter } from "@tenure/engine";
import { memoryStore } from "@tenure/testing/store";
import { onTestFinished } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import type { ConfigurationInput } from "../../apps/tenure/src/configuration/index.ts";
import {
  startService,
  type RunningService,
  type StartOptions,
} from "../../apps/tenure/src/serve/start-service.ts";
import { takeTime } from "./eventually.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

takeTime();

export interface OnAPort extends RunningService {
  readonly port: number;
}

/** A whole service on a free port of loopback, on a store in memory. */
export async function onAPort(
  http: Partial<NonNullable<ConfigurationInput["http"]>> = {},
  adapters: readonly Adapter[] = [scriptedPlatform("connect")],
  more: Pick<ConfigurationInput, "inspector"> & Pick<StartOptions, "environment" | "logger"> = {},
): Promise<OnAPort> {
  const { inspector = {}, ...started } = more;
  const configuration = checkConfiguration({
    store: memoryStore(),
    adapters: [...adapters],
    tenants: ["acme"],
    http: { port: 0, ...http },
    inspector,
    logging: { level: "silent" },
    engine: { retry: { base: 5, attempts: 2 } },
    stopDeadlineMilliseconds: 3000,
  });
  const service = await startService({ configuration, ...started });
  onTestFinished(async () => service.stop());
  return { ...service, port: Number(new URL(service.url).port) };
}

/** Where machines connect to the inspector. */
export const inspectUrl = ({ url }: Pick<OnAPort, "url">): string =>
  `${url.replace("http", "ws")}/inspect`;

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
