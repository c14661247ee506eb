import { createEngine, silentLogger, systemClock, type Engine, type Logger } from "@tenure/engine";
import { chartLayouts, inspectorEndpoint, type ChartLayouts } from "@tenure/inspector";
import { memoryStore } from "@tenure/testing/store";
import { onTestFinished } from "vitest";

import type { Caller } from "../../apps/tenure/src/http/caller.ts";
import { createServiceApp } from "../../apps/tenure/src/http/create-service-app.ts";
import { intakesOf } from "../../apps/tenure/src/http/intake-routes.ts";
import { StreamSlots } from "../../apps/tenure/src/http/stream-slots.ts";
import { callersByToken } from "../../apps/tenure/src/http/tokens.ts";
import { Throughput } from "../../apps/tenure/src/throughput/throughput.ts";
import { takeTime } from "./eventually.ts";
import { scriptedPlatform, type ScriptedPlatform } from "./scripted-platform.ts";

takeTime();

export const secretOf = (name: string): string => `secret-of-${name}-0123456789`;

/** One for each role and tenant that matters. */
export const everyCaller: readonly Caller[] = (["default", "acme", "*"] as const).flatMap(
  (tenant) =>
    (["read", "operate", "admin"] as const).map((role) => ({
      name: `${role}-${tenant === "*" ? "every" : tenant}`,
      role,
      tenant,
    })),
);

export interface HouseOptions {
  readonly callers?: readonly Caller[] | undefined;
  readonly hostNames?: readonly string[];
  readonly maximumBodyBytes?: number;
  readonly requestTimeoutMilliseconds?: number;
  readonly streams?: number;
  readonly heartbeatMilliseconds?: number;
  /** Default: one for all houses of a file. */
  readonly layouts?: ChartLayouts;
  /** Default: on. */
  readonly inspector?: "off";
  /** Of pages that may connect to the inspector. */
  readonly origins?: readonly string[];
  readonly logger?: Logger;
  /** Default: when the test is over. */
  readonly stopped?: "by the caller";
}

/** The same for every house, since charts are laid out in a thread; it keeps no process alive. */
const sharedLayouts = chartLayouts();

/** An engine on a store in memory, with the whole service in front of it, and no socket. */
export async function house(options: HouseOptions = {}) {
  const { callers, hostNames, maximumBodyBytes = 65_536, logger = silentLogger } = options;
  const {
    requestTimeoutMilliseconds = 240_000,
    streams = 50,
    heartbeatMilliseconds = 15_000,
    layouts = sharedLayouts,
  } = options;
  const store = memoryStore();
  const platform: ScriptedPlatform = scriptedPlatform("connect");
  const bridge: ScriptedPlatform = scriptedPlatform("bridge", "acme");
  const adapters = [platform, bridge];
  let gauges: Parameters<typeof createServiceApp>[0]["service"]["gauges"] | undefined;
  const engine: Engine = createEngine({
    store,
    adapters,
    tenants: ["acme"],
    logger,
    retry: { base: 5, attempts: 2 },
    observer: {
      event: () => ({ ended: () => undefined }),
      attempt: () => ({ during: (work) => work(), ended: () => undefined }),
      watch: (given) => {
        gauges = given;
        return () => undefined;
      },
    },
  });
  await engine.start();
  const inspector = options.inspector === "off" ? undefined : inspectorEndpoint();
  const ending = new AbortController();
  const slots = new StreamSlots(streams);
  const throughput = new Throughput(async () => undefined);
  const intakes = intakesOf(adapters);
  const app = createServiceApp({
    service: {
      engine,
      store,
      adapters,
      limits: { connect: { concurrency: 8, ratePerSecond: 20 } },
      intakePaths: Map.groupBy(
        intakes.map(({ path }) => path),
        () => "connect",
      ),
      tenants: ["default", "acme"],
      throughput,
      gauges: async () => {
        if (gauges === undefined) throw new TypeError("nobody watches");
        return gauges();
      },
      slots,
      layouts,
      inspector,
      heartbeatMilliseconds,
      clock: systemClock(),
      logger,
      signal: ending.signal,
    },
    intakes,
    readiness: async () => ({ ready: true }),
    callerOf:
      callers === undefined
        ? undefined
        : callersByToken(callers.map((one) => ({ ...one, secret: secretOf(one.name) }))),
    hostNames,
    inspectorOrigins: options.origins ?? [],
    maximumBodyBytes,
    requestTimeoutMilliseconds,
    metrics: async () => "",
    consoleFiles: undefined,
  });
  const stop = async (): Promise<void> => {
    ending.abort();
    await inspector?.close();
    await engine.stop();
  };
  if (options.stopped !== "by the caller") onTestFinished(stop);

  /** Asks for a path of the API; a body makes it a change. */
  async function ask(
    path: string,
    { body, by, headers = {}, method }: AskOptions = {},
  ): Promise<Response> {
    return app.request(`/api/v1${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(by !== undefined && { authorization: `Bearer ${secretOf(by)}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  /** A purchase that came in from the platform. */
  async function purchase(key: string, adapter = "connect"): Promise<void> {
    const id = `PR-${key.replace(/^.*:/u, "")}`;
    const request = { id, type: "purchase", parameters: { email: "jane@example.com" } };
    await engine.send(key, { type: "request.pending", request }, { adapter });
  }

  return { app, engine, store, platform, bridge, slots, throughput, ending, ask, purchase, stop };
}

interface AskOptions {
  readonly body?: unknown;
  /** The name of the caller. */
  readonly by?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}
