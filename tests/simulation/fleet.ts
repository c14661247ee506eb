import { connect, createConnectClient } from "@tenure/connect";
import {
  createEngine,
  type Adapter,
  type Clock,
  type Engine,
  type Logger,
  type Store,
} from "@tenure/engine";
import { VENDOR_KEY } from "@tenure/simulator";
import { memoryStore, type MemoryDatabase } from "@tenure/testing/store";

import { handlersOf } from "./handlers.ts";
import type { Network } from "./journey.ts";
import type { LeaseWatch } from "./lease-watch.ts";
import { Life } from "./life.ts";
import { productIds } from "./products.ts";
import { basePath, origin } from "./reply.ts";
import type { Scheduler } from "./scheduler.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { networkOf } from "./simulated-network.ts";
import { simulatedStore } from "./simulated-store.ts";
import type { StoryBook } from "./story-book.ts";
import type { Trace } from "./trace.ts";
import { attemptTime, type Vendor } from "./vendor.ts";

/** How long a claim holds in this world, in milliseconds. */
export const leaseTime = 9000;
/** Real milliseconds: far longer than any call of a world takes, and soon over, for the memory it holds. */
const realPatience = 20_000;
const leastRest = 500;
/** Pauses are whole multiples of this, so that the client's own jitter, which no seed rules, is cut off. */
const jitterCut = 1000;

/** Makes a store or an adapter worse than it is, to see that the simulation notices. */
export interface Tampering {
  readonly store?: (store: Store) => Store;
  readonly adapter?: (adapter: Adapter) => Adapter;
  /** So many engines work side by side from the beginning; by the seed when left out. */
  readonly engines?: number;
}

export interface FleetParts {
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly database: MemoryDatabase;
  readonly network: Network;
  readonly leases: LeaseWatch;
  readonly book: StoryBook;
  readonly vendor: Vendor;
  readonly random: SeededRandom;
  readonly tampering: Tampering;
}

/** One engine and the life it leads. */
export interface Vessel {
  readonly life: Life;
  readonly engine: Engine;
  /** Started, and not told to stop. */
  isServing: boolean;
}

/** The engines that work on the one database, one after the other or at once. */
export class Fleet {
  readonly #parts: FleetParts;
  #vessels: Vessel[] = [];
  #launched = 0;

  constructor(parts: FleetParts) {
    this.#parts = parts;
  }

  /** Those that are not dead. */
  get afloat(): readonly Vessel[] {
    this.#vessels = this.#vessels.filter(({ life }) => life.state !== "dead");
    return this.#vessels;
  }

  /** One that answers now. */
  get serving(): Engine | undefined {
    return this.afloat.findLast(({ life, isServing }) => isServing && life.state === "running")
      ?.engine;
  }

  /** Starts engines until one is up. */
  async launch(): Promise<void> {
    for (;;) {
      const vessel = this.#build();
      this.#vessels.push(vessel);
      try {
        await vessel.engine.start();
        vessel.isServing = true;
        vessel.life.note("has started");
        return;
      } catch (error) {
        vessel.life.note(`did not start: ${error instanceof Error ? error.message : ""}`);
        vessel.life.end();
      }
      await this.#parts.network.outside.clock.sleep(leastRest);
    }
  }

  #build(): Vessel {
    const { scheduler, trace, database, network, leases, random, tampering } = this.#parts;
    this.#launched += 1;
    const life = new Life(`engine ${this.#launched}`, { scheduler, trace });
    const plain = memoryStore({ database });
    const engine = createEngine({
      store: simulatedStore(tampering.store?.(plain) ?? plain, {
        life,
        weather: network.weather,
        leases,
        random: random.fork(`${life.name} store`),
      }),
      adapters: [this.#adapter(life)],
      clock: life.clock,
      logger: loggerOf(life),
      random: numbers(random.fork(life.name)),
      leaseMilliseconds: leaseTime,
      attemptTimeoutMilliseconds: attemptTime,
      retry: { base: 300, cap: 6000, attempts: 8 },
      idleMilliseconds: 5000,
    });
    return { life, engine, isServing: false };
  }

  #adapter(life: Life): Adapter {
    const { network, book, vendor, random, tampering } = this.#parts;
    const client = createConnectClient({
      baseUrl: `${origin}${basePath}`,
      apiKey: VENDOR_KEY,
      fetch: networkOf(life, network),
      clock: steadyClock(life.clock, random.fork(`${life.name} pauses`)),
      // The client's own limit is real time, of which next to none passes here; the network keeps a virtual one.
      timeoutMilliseconds: realPatience,
      retries: 1,
    });
    const adapter = connect({
      client,
      baseUrl: origin,
      apiKey: VENDOR_KEY,
      clock: life.clock,
      products: Object.values(productIds),
      handlers: handlersOf(life, book, vendor),
      pollEvery: 3000,
      pollEveryIdle: 12_000,
      sweepEvery: 12_000,
      overlap: 20_000,
      capabilitiesKept: 25_000,
    });
    return tampering.adapter?.(adapter) ?? adapter;
  }
}

function numbers(random: SeededRandom): () => number {
  return () => random.next();
}

/** The client draws its jitter from a source that no seed rules: it is taken out, and another put in. */
function steadyClock(clock: Clock, random: SeededRandom): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) =>
      clock.sleep(
        Math.floor(milliseconds / jitterCut) * jitterCut + random.below(jitterCut),
        signal,
      ),
  };
}

function loggerOf(life: Life): Logger {
  const at =
    (level: string): Logger["info"] =>
    (fields, message) =>
      life.note(`${level}: ${message} ${JSON.stringify(fields)}`);
  return { debug: () => undefined, info: () => undefined, warn: at("warn"), error: at("error") };
}
