import {
  adopt,
  type AdoptionProgress,
  type AdoptOptions,
  connect,
  type ConnectOptions,
  createConnectClient,
  hold,
} from "@tenure/connect";
import { createEngine, type Engine, type EngineOptions } from "@tenure/engine";
import { type ConnectSimulator, VENDOR_KEY } from "@tenure/simulator";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";

import { collect } from "./collect.ts";

const platform = "http://platform.invalid/public/v1";

/** A store, and engines on it that are passive or at work, before a simulated platform. */
export function adoptionHouse(simulator: ConnectSimulator, products: readonly string[]) {
  const database = memoryDatabase();
  const calls: string[] = [];
  const interruption = { before: (_what: string): void => {} };
  const clientOptions = {
    baseUrl: platform,
    apiKey: VENDOR_KEY,
    retries: 0,
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      interruption.before("call");
      calls.push(`${request.method} ${new URL(request.url).pathname.replace("/public/v1", "")}`);
      return simulator.fetch(request);
    },
  };
  const client = createConnectClient(clientOptions);

  /** A started engine; without handlers a passive one. */
  async function start(
    adapter: Partial<ConnectOptions> = {},
    options: Partial<EngineOptions> = {},
  ): Promise<{ readonly engine: Engine; readonly store: ReturnType<typeof memoryStore> }> {
    const store = memoryStore({ database, endLeases: true });
    const engine = createEngine({
      store,
      passive: adapter.handlers === undefined,
      adapters: [
        connect({
          ...clientOptions,
          products,
          handlers: { otherwise: hold },
          pollEvery: 10,
          pollEveryIdle: 20,
          sweepEvery: 50,
          ...adapter,
        }),
      ],
      ...options,
    });
    await engine.start();
    return { engine, store };
  }

  /** One run of an adoption, on an engine of its own. */
  async function run(options: Partial<AdoptOptions> = {}): Promise<readonly AdoptionProgress[]> {
    const { engine, store } = await start();
    await using _ = engine;
    const cursors = {
      readCursor: async (name: string) => store.readCursor(name),
      writeCursor: async (name: string, value: string) => {
        interruption.before("note");
        await store.writeCursor(name, value);
      },
    };
    const interrupted: Pick<Engine, "get" | "send"> = {
      get: (key) => engine.get(key),
      send: async (...given) => {
        interruption.before("send");
        return engine.send(...given);
      },
    };
    return await collect(adopt(interrupted, client, { products, cursors, ...options }));
  }

  return { database, calls, interruption, client, start, run };
}

/** How many results there are of each type. */
export function counted(rows: readonly AdoptionProgress[]): Readonly<Record<string, number>> {
  const types = Map.groupBy(rows, ({ result }) => result.type);
  return Object.fromEntries([...types].map(([type, of]) => [type, of.length]));
}
