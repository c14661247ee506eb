import { connect, type ConnectAdapter, type Handlers } from "@tenure/connect";
import { createEngine, type Engine, type Observer, type VirtualClock } from "@tenure/engine";
import { VENDOR_KEY, type ConnectSimulator } from "@tenure/simulator";

import { memoryDatabase } from "../store/memory/memory-database.ts";
import { memoryStore } from "../store/memory/memory-store.ts";
import { platformUrl } from "./buyer.ts";
import type { Trace } from "./trace.ts";

export interface EngineLifeParts {
  readonly simulator: ConnectSimulator;
  readonly clock: VirtualClock;
  readonly productId: string;
  readonly handlers: Handlers;
  readonly timeoutMilliseconds: number;
  readonly observer: Observer;
  readonly trace: Trace;
}

/** Longer than any history. */
const never = 2000 * 86_400_000;

/** One engine after the other on the same store, as processes that end and are started again. */
export class EngineLife {
  readonly #parts: EngineLifeParts;
  readonly #database = memoryDatabase();
  #engine: Engine | undefined;
  #adapter: ConnectAdapter | undefined;

  constructor(parts: EngineLifeParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { clock, simulator, productId, handlers, timeoutMilliseconds, observer } = this.#parts;
    this.#adapter = connect({
      baseUrl: platformUrl,
      apiKey: VENDOR_KEY,
      products: [productId],
      handlers,
      clock,
      retries: 0,
      // Whoever makes news wakes the poller, and what the product can do stays as it is.
      pollEvery: never,
      pollEveryIdle: never,
      sweepEvery: never,
      capabilitiesKept: never,
      // A call is answered before anything could abort it: the signal of each would only cost.
      fetch: async (input, { signal: _signal, ...init } = {}) =>
        this.#send(simulator, new Request(input, init)),
    });
    this.#engine = createEngine({
      store: memoryStore({ database: this.#database, endLeases: true }),
      adapters: [this.#adapter],
      clock,
      observer,
      random: () => 0.5,
      attemptTimeoutMilliseconds: timeoutMilliseconds + 60_000,
      idleMilliseconds: never,
    });
    await this.#engine.start();
  }

  /** Has the platform looked at. */
  wake(): void {
    this.#adapter?.nudge.wake();
  }

  /** Cuts off whatever runs; its outcome is lost. */
  async crash(): Promise<void> {
    const stopped = this.#engine?.stop({ deadlineMilliseconds: 0 });
    this.#engine = undefined;
    await this.#parts.clock.advance(1);
    await stopped;
  }

  async #send(simulator: ConnectSimulator, request: Request): Promise<Response> {
    const { trace } = this.#parts;
    const isWrite = request.method !== "GET";
    const name = () =>
      `${request.method} ${new URL(request.url).pathname.replace("/public/v1", "")}`;
    try {
      const response = await simulator.fetch(request);
      // The answer that just came is of the call that was recorded last.
      if (simulator.calls.at(-1)?.fault === "stale") trace.note("Connect", "shows what was before");
      if (isWrite || response.status >= 500) {
        trace.arrow("Tenure", "Connect", `${name()}, answered ${response.status}`);
      }
      return response;
    } catch (error) {
      trace.lost("Connect", "Tenure", `the answer to ${name()}`);
      throw error;
    }
  }
}
