import { virtualClock, type VirtualClock } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  type ConnectSimulator,
  type Fault,
} from "@tenure/simulator";

import type { Assortment } from "./assortment.ts";
import type { Breach } from "./broken-promise.ts";
import { Buyer, type BuyersRequest } from "./buyer.ts";
import { EngineLife } from "./engine-life.ts";
import { HandlerWatch } from "./handler-watch.ts";
import type { History, Misfortune, Move } from "./history.ts";
import { outcomeBreach } from "./outcome-breach.ts";
import { outcomeWatch } from "./outcome-watch.ts";
import { Trace } from "./trace.ts";
import type { VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";
import { waitFor } from "./wait-for.ts";

/** The first of January 2026, nine o'clock. */
const start = 1_767_258_000_000;
const day = 86_400_000;
const roundsAtMost = 30;
const answersAtMost = 3;
/** After so many rounds without anything done about the requests they wait for a person. */
const quietRoundsAtMost = 3;

const answers = /\/(?:approve|fail|inquire|schedule|messages)$/u;
const faults: { readonly [Each in Misfortune]?: Fault } = {
  "answer lost": { kind: "drop-after", method: "POST", role: "vendor", path: answers },
  "server error": { kind: "status", status: 503, role: "vendor", path: /\/requests\/PR-[^/]*/u },
  "stale list": { kind: "stale", role: "vendor", path: /\/requests$/u },
};

export interface TrialSetting extends Pick<
  VerifyHandlersOptions,
  "product" | "values" | "timeoutMilliseconds"
> {
  readonly vendor: VendorFactory;
  readonly assortment: Assortment;
  /** Whether a breach ends the history. */
  readonly isWanted: (breach: Breach) => boolean;
}

/** What came of a history. */
export interface TrialEnd {
  /** The first breach that was wanted. */
  readonly breach: Breach | undefined;
  readonly diagram: string;
}

interface TrialParts {
  readonly clock: VirtualClock;
  readonly simulator: ConnectSimulator;
  readonly buyer: Buyer;
  readonly watch: HandlerWatch;
  readonly engine: EngineLife;
  readonly timeoutMilliseconds: number;
  readonly isOver: () => boolean;
  readonly trace: Trace;
}

/** Lives one history through. */
class Trial {
  readonly #parts: TrialParts;
  readonly #answered = new Map<string, number>();

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  async live(history: History): Promise<void> {
    const { engine, buyer, isOver } = this.#parts;
    await buyer.lookAround();
    await engine.start();
    for (const move of history) {
      if (isOver()) break;
      // oxlint-disable-next-line no-await-in-loop -- a history has an order
      await this.#make(move);
    }
    await engine.crash();
  }

  async #make(move: Move): Promise<void> {
    const { simulator, watch, buyer, clock, trace } = this.#parts;
    if (move.do === "wait") {
      trace.note("Customer", "a day passes");
      await clock.advance(day);
    } else {
      const { misfortune } = move;
      if (!(await buyer.makes(move))) return;
      const fault = faults[misfortune];
      if (fault !== undefined) simulator.faults.add(fault);
      watch.strike(misfortune === "asked twice" || misfortune === "crash" ? misfortune : undefined);
    }
    await this.#settle(move);
    simulator.faults.clear();
    watch.strike(undefined);
  }

  /** Until no request is open, or nobody waits any longer. */
  async #settle(move: Move): Promise<void> {
    const { clock, watch, engine, buyer, isOver, timeoutMilliseconds } = this.#parts;
    let doings = this.#doings;
    let quietRounds = 0;
    // oxlint-disable no-await-in-loop -- one round after the other
    for (let round = 0; round < roundsAtMost; round += 1) {
      engine.wake();
      await clock.advance(watch.isBusy ? timeoutMilliseconds / 4 : 1000);
      if (watch.takeCrash()) {
        await engine.crash();
        await engine.start();
      }
      if (isOver()) return;
      if (watch.isBusy) continue;
      const open = buyer.openRequests();
      quietRounds = doings === this.#doings ? quietRounds + 1 : 0;
      if (open.length === 0 || quietRounds >= quietRoundsAtMost) return;
      doings = this.#doings;
      for (const request of open) await this.#answer(request, move);
      const waits = open.map((one) => waitFor(one, watch.answerAbout(one.id), clock.now()));
      await clock.advance(Math.min(...waits));
    }
    // oxlint-enable no-await-in-loop
  }

  /** Counts whatever somebody did about requests. */
  get #doings(): number {
    const { simulator, watch } = this.#parts;
    return watch.calls + simulator.calls.filter(({ method }) => method !== "GET").length;
  }

  async #answer(request: BuyersRequest, move: Move): Promise<void> {
    if (request.status !== "inquiring") return;
    const count = this.#answered.get(request.id) ?? 0;
    if (count >= answersAtMost) return;
    this.#answered.set(request.id, count + 1);
    await this.#parts.buyer.answers(request, move.order + count);
  }
}

/** Lives a history on a platform, an engine and a vendor of its own, until a wanted breach. */
export async function tryHistory(setting: TrialSetting, history: History): Promise<TrialEnd> {
  const { product, values = {}, timeoutMilliseconds = 120_000, isWanted } = setting;
  const clock = virtualClock(start);
  const simulator = createConnectSimulator({ clock });
  const productId =
    product === undefined ? DEFAULT_PRODUCT_ID : simulator.addProduct({ ...product }).id;
  const trace = new Trace();
  let found: Breach | undefined;
  let failure: { readonly error: unknown } | undefined;
  const breached = (breach: Breach): void => {
    if (isWanted(breach)) found ??= breach;
  };
  const vendor = await setting.vendor({ clock });
  const watch = new HandlerWatch({
    handlers: vendor.handlers,
    observe: () => vendor.observe(),
    clock,
    timeoutMilliseconds,
    trace,
    breached,
    unobservable: (error) => {
      failure ??= { error };
    },
  });
  const observer = outcomeWatch((code) => {
    const last = watch.latest;
    const refused = simulator.calls.findLast(({ method }) => method !== "GET");
    const breach = last && outcomeBreach(code, last.requestType, last.answer, refused);
    if (breach !== undefined) breached(breach);
  });
  const handlers = watch.watched();
  const engineParts = { simulator, clock, productId, handlers, timeoutMilliseconds, observer };
  const engine = new EngineLife({ ...engineParts, trace });
  const buyer = new Buyer({ simulator, productId, values, assortment: setting.assortment, trace });
  const isOver = (): boolean => found !== undefined || failure !== undefined;
  const parts = { clock, simulator, buyer, watch, engine, timeoutMilliseconds, isOver, trace };
  await new Trial(parts).live(history);
  if (failure !== undefined) throw failure.error;
  return {
    breach: found,
    get diagram() {
      return trace.diagram;
    },
  };
}
