import { cleverbridge, type CleverbridgeAdapter } from "@tenure/cleverbridge";
import { createEngine, type Engine, type VirtualClock } from "@tenure/engine";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  type CleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";

import type { MemoryDatabase } from "../store/memory/memory-database.ts";
import { memoryStore } from "../store/memory/memory-store.ts";
import { customer } from "./orders.ts";
import type { Trace } from "./trace.ts";

export interface EngineLifeParts {
  readonly clock: VirtualClock;
  readonly database: MemoryDatabase;
  readonly managementModel: "1.0" | "2.0";
  readonly trace: Trace;
  /** The platform, once there is one. */
  readonly simulator: () => CleverbridgeSimulator;
}

const pathSecret = "a-segment-only-cleverbridge-knows";
/** Where the platform sends its notifications; nothing is sent over a network. */
export const receiver = `https://vendor.invalid/cleverbridge/${pathSecret}`;
/** How often the adapter looks for what no notification told. */
export const sweepEvery = 3_600_000;
/** Longer than any history. */
const never = 2000 * 86_400_000;

const typeOf = (notification: string): string =>
  /"type":"(?<type>[^"]*)"/u.exec(notification)?.groups?.["type"] ?? "notification";

/** One engine after the other on the same store, as processes that end and are started again. */
export class EngineLife {
  readonly #parts: EngineLifeParts;
  #engine: Engine | undefined;
  #adapter: CleverbridgeAdapter | undefined;

  constructor(parts: EngineLifeParts) {
    this.#parts = parts;
  }

  /** The engine that works now. */
  get engine(): Engine {
    if (this.#engine === undefined) throw new Error("no engine was started");
    return this.#engine;
  }

  async start(): Promise<void> {
    const { clock, database, managementModel } = this.#parts;
    this.#adapter = cleverbridge({
      baseUrl: "https://rest.cleverbridge.invalid",
      username: CLEVERBRIDGE_USER,
      password: CLEVERBRIDGE_PASSWORD,
      managementModel,
      customers: [{ customerReferenceId: customer }],
      notifications: { pathSecret },
      sweepEvery,
      sweepPerSecond: 20,
      hintAgainAfter: 2000,
      clock,
      fetch: async (input, init) => this.#send(new Request(input, init)),
    });
    this.#engine = createEngine({
      store: memoryStore({ database, endLeases: true }),
      adapters: [this.#adapter],
      clock,
      random: () => 0.5,
      idleMilliseconds: never,
    });
    await this.#engine.start();
  }

  /** Cuts off whatever runs; its outcome is lost. */
  async crash(): Promise<void> {
    const stopped = this.#engine?.stop({ deadlineMilliseconds: 0 });
    this.#engine = undefined;
    this.#adapter = undefined;
    await this.#parts.clock.advance(1);
    await stopped;
  }

  /** Takes in what the platform tells of. */
  async receive(request: Request): Promise<Response> {
    const type = typeOf(await request.clone().text());
    this.#parts.trace.arrow("cleverbridge", "Tenure", `notification: ${type}`);
    return (await this.#adapter?.notifications?.(request)) ?? new Response(null, { status: 503 });
  }

  async #send(request: Request): Promise<Response> {
    const { trace, simulator } = this.#parts;
    const platform = simulator();
    const isWrite = request.method !== "GET";
    const call = new URL(request.url).pathname.split("/").at(-1) ?? "";
    try {
      const response = await platform.fetch(request);
      // The answer that just came is of the call that was recorded last.
      if (platform.calls.at(-1)?.fault === "stale") {
        trace.note("cleverbridge", "shows what was before");
      }
      if (isWrite || response.status >= 500) {
        trace.arrow("Tenure", "cleverbridge", `${call}, answered ${response.status}`);
      }
      return response;
    } catch (error) {
      trace.lost("cleverbridge", "Tenure", `the answer to ${call}`);
      throw error;
    }
  }
}
