import { createReader, virtualClock, type Store, type VirtualClock } from "@tenure/engine";
import {
  createCleverbridgeSimulator,
  type CleverbridgeSimulator,
  type Fault,
} from "@tenure/simulator/cleverbridge";

import type { LivedHistory } from "../handlers/search.ts";
import { memoryDatabase } from "../store/memory/memory-database.ts";
import { memoryStore } from "../store/memory/memory-store.ts";
import type { Breach } from "./broken-promise.ts";
import { ChangeWatch } from "./change-watch.ts";
import { Customer } from "./customer.ts";
import { EngineLife, receiver, sweepEvery } from "./engine-life.ts";
import { Follower } from "./follower.ts";
import type { History, Misfortune, Move } from "./history.ts";
import { ordersOf } from "./orders.ts";
import { SteadyVendors } from "./steady-vendors.ts";
import { Trace } from "./trace.ts";
import type { VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";

/** The first of January 2026, nine o'clock. */
const start = 1_767_258_000_000;
const day = 86_400_000;
const round = 2000;
const roundsAtMost = 60;
/** After so many rounds without a change everything has come to rest. */
const quietRounds = 3;

const calls = /^\/subscription\//u;
const faults: { readonly [Each in Misfortune]?: Fault } = {
  "notification lost": { kind: "lost-event", times: Infinity },
  "notification twice": { kind: "duplicate-event", times: Infinity },
  "notification late": { kind: "late-event", times: Infinity, delayMs: [60_000, 600_000] },
  "answer lost": { kind: "drop-after", method: "POST", path: calls },
  "server error": { kind: "status", status: 503, path: calls },
  "stale read": { kind: "stale", method: "GET", path: calls, behind: 2 },
};

export interface TrialSetting extends Pick<
  VerifyHandlersOptions,
  "orders" | "managementModel" | "timeoutMilliseconds"
> {
  readonly vendor: VendorFactory;
  /** Whether a breach ends the history. */
  readonly isWanted: (breach: Breach) => boolean;
}

interface TrialParts {
  readonly clock: VirtualClock;
  readonly simulator: CleverbridgeSimulator;
  readonly customer: Customer;
  readonly watch: ChangeWatch;
  readonly follower: Follower;
  readonly life: EngineLife;
  readonly store: Store;
  readonly timeoutMilliseconds: number;
  readonly isOver: () => boolean;
  readonly trace: Trace;
}

/** Lives one history through. */
class Trial {
  readonly #parts: TrialParts;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  async live(history: History): Promise<void> {
    const { isOver, simulator, trace, watch, store } = this.#parts;
    await this.#begin();
    // oxlint-disable no-await-in-loop -- a history has an order
    for (const move of history) {
      if (isOver()) break;
      await this.#make(move);
    }
    if (!isOver()) {
      trace.note("Customer", "an hour passes");
      simulator.faults.clear();
      await this.#pass(sweepEvery + round);
      if (await this.#settle()) await watch.rest((await store.list({}, { limit: 1000 })).rows);
    }
    // oxlint-enable no-await-in-loop
    await this.#end();
  }

  async #begin(): Promise<void> {
    const { watch, follower, life } = this.#parts;
    await watch.startProcess();
    await life.start();
    follower.start(life.engine);
  }

  async #end(): Promise<void> {
    const { watch, follower, life } = this.#parts;
    watch.endProcess();
    follower.end();
    await life.crash();
  }

  async #make(move: Move): Promise<void> {
    const { simulator, watch, customer, trace, life } = this.#parts;
    const fault = faults[move.misfortune];
    if (fault !== undefined) simulator.faults.add(fault);
    watch.strike(move.misfortune, move.change);
    if (move.do === "wait") {
      trace.note("Customer", "a day passes");
      await this.#pass(day);
      await this.#settle();
    } else if (await customer.makes(move, life.engine)) {
      await this.#settle();
    }
    simulator.faults.clear();
    watch.strike("nothing", 0);
  }

  /** Until nothing happens any more, or nobody waits any longer: then false. */
  async #settle(): Promise<boolean> {
    const { watch, follower, store, isOver } = this.#parts;
    let last: string | undefined;
    let quiet = 0;
    // oxlint-disable no-await-in-loop -- one round after the other
    for (let rounds = 0; rounds < roundsAtMost; rounds += 1) {
      await this.#pass(this.#step);
      if (watch.takeEnd()) {
        await this.#end();
        await this.#begin();
      }
      if (isOver()) return false;
      const end = await store.changesEnd();
      quiet = !watch.isBusy && end === last && follower.cursor === end ? quiet + 1 : 0;
      last = end;
      if (quiet >= quietRounds) return true;
    }
    // oxlint-enable no-await-in-loop
    return false;
  }

  get #step(): number {
    const { watch, timeoutMilliseconds } = this.#parts;
    return watch.isBusy ? timeoutMilliseconds / 4 : round;
  }

  async #pass(milliseconds: number): Promise<void> {
    const { simulator, clock } = this.#parts;
    await simulator.time.advance(milliseconds);
    await clock.advance(milliseconds);
  }
}

/** Lives a history on a platform, an engine and vendors of its own, until a wanted breach. */
export async function tryHistory(
  setting: TrialSetting,
  history: History,
): Promise<LivedHistory<Breach>> {
  const { managementModel = "2.0", timeoutMilliseconds = 120_000, isWanted } = setting;
  const clock = virtualClock(start);
  const database = memoryDatabase();
  const store = memoryStore({ database });
  await store.open();
  const trace = new Trace();
  const life = new EngineLife({
    clock,
    database,
    managementModel,
    trace,
    simulator: () => simulator,
  });
  const simulator: CleverbridgeSimulator = createCleverbridgeSimulator({
    virtualTime: { startAt: start },
    notificationRetryMs: 10_000,
    fetch: async (input, init) => life.receive(new Request(input, init)),
    notifications: { url: receiver },
  });
  let found: Breach | undefined;
  let failure: { readonly error: unknown } | undefined;
  const breached = (breach: Breach): void => {
    if (found !== undefined || !isWanted(breach)) return;
    found = breach;
    trace.end();
  };
  const failed = (error: unknown): void => {
    failure ??= { error };
  };
  const reader = createReader({ store, clock });
  const vendor = await setting.vendor({ clock });
  const vendors = [await setting.vendor({ clock }), await setting.vendor({ clock })] as const;
  const steady = new SteadyVendors({ vendors, reader, clock, timeoutMilliseconds });
  await steady.start();
  const watch = new ChangeWatch({
    vendor,
    steady,
    reader,
    end: () => store.changesEnd(),
    clock,
    timeoutMilliseconds,
    trace,
    breached,
    failed,
  });
  const orders = ordersOf(setting.orders, managementModel);
  const follower = new Follower(watch, clock);
  await new Trial({
    clock,
    simulator,
    customer: new Customer({ simulator, orders, clock, trace }),
    watch,
    follower,
    life,
    store,
    timeoutMilliseconds,
    isOver: () => found !== undefined || failure !== undefined || follower.isStuck,
    trace,
  }).live(history);
  if (failure !== undefined) throw failure.error;
  return {
    breach: found,
    get diagram() {
      return trace.diagram;
    },
  };
}
