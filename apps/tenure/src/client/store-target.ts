import { createEngine, defaultTenant, silentLogger, systemClock, type Store } from "@tenure/engine";
import { chartLayouts } from "@tenure/inspector";

import { createServiceApp } from "../http/create-service-app.ts";
import { StreamSlots } from "../http/stream-slots.ts";
import { Throughput } from "../throughput/throughput.ts";
import type { Target } from "./target.ts";

const nothing = { backlog: 0, stuck: 0, outboxLag: 0, timerLag: 0 };
const anHour = 3_600_000;

/**
 * A store that is only looked at, through the service's own API: nothing listens, nothing is performed, and
 * whatever would change something is refused.
 */
export async function storeTarget(
  { store, name }: { readonly store: Store; readonly name: string },
  tenants: readonly string[],
): Promise<Target> {
  const clock = systemClock();
  const served = tenants.filter((tenant) => tenant !== defaultTenant);
  const engine = createEngine({ store, adapters: [], tenants: served, clock, passive: true });
  await engine.start();
  const ending = new AbortController();
  const layouts = chartLayouts();
  const app = createServiceApp({
    service: {
      engine,
      store,
      adapters: [],
      limits: {},
      intakePaths: new Map(),
      tenants: [defaultTenant, ...served],
      throughput: new Throughput(async () => undefined),
      gauges: async () => nothing,
      slots: new StreamSlots(1),
      layouts,
      inspector: undefined,
      heartbeatMilliseconds: anHour,
      clock,
      logger: silentLogger,
      signal: ending.signal,
    },
    intakes: [],
    readiness: async () => ({ ready: true }),
    callerOf: undefined,
    hostNames: undefined,
    inspectorOrigins: [],
    maximumBodyBytes: Number.MAX_SAFE_INTEGER,
    requestTimeoutMilliseconds: anHour,
    metrics: async () => "",
    consoleFiles: undefined,
  });
  return {
    name,
    async ask({ method, path, body, headers = {} }) {
      return app.request(`/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
    async close() {
      ending.abort();
      await layouts.close();
      await engine.stop();
    },
  };
}
