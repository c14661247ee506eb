import { connect, eventWebhook, postpone, type Handlers } from "@tenure/connect";
import {
  type Adapter,
  createEngine,
  type Engine,
  type Intake,
  virtualClock,
  type VirtualClock,
} from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  VENDOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";
import { SignJWT } from "jose";

import { createNudge } from "../../packages/connect/src/intake/nudge.ts";
import { runIntake } from "../../packages/connect/src/intake/run-intake.ts";
import { Parties } from "./parties.ts";
import { base, type Shown } from "./party.ts";

const secret = "a secret between the platform and the vendor";
const tenHours = 36_000_000;
const hand = () => postpone({ milliseconds: tenHours });

/** Nobody but the parties answers requests: what the engine learns, it learns from its intake. */
const handlers: Handlers = {
  purchase: hand,
  change: hand,
  suspend: hand,
  resume: hand,
  cancel: hand,
  adjustment: hand,
  renew: hand,
  transfer: hand,
};

/** What becomes of an event on its way from the platform. */
export type Fate =
  | { readonly type: "lost" }
  | { readonly type: "delivered"; readonly after: number; readonly times: number };

interface Due {
  readonly at: number;
  readonly happen: () => void | Promise<void>;
}

/** The simulated platform, its events, and an engine that takes in what it shows, in virtual time. */
export class IntakeWorld {
  readonly clock: VirtualClock = virtualClock(Date.UTC(2026, 2, 1, 12));
  readonly simulator: ConnectSimulator = createConnectSimulator({ clock: this.clock });
  readonly parties = new Parties(this.simulator, () => this.clock.now());
  /** Reads of the platform do not get through. */
  isCutOff = false;
  /** Facts the engine was told, as `id status`. */
  readonly told: string[] = [];
  /** When the list of requests was read. */
  readonly polls: number[] = [];
  readonly #database = memoryDatabase();
  readonly #nudge = createNudge();
  readonly #endpoint = eventWebhook({ secret, clock: this.clock, onEvent: this.#nudge.wake });
  readonly #pageSize: number;
  #due: Due[] = [];
  #events = 0;
  #engine: Engine | undefined;

  constructor({ pageSize = 100 }: { readonly pageSize?: number } = {}) {
    this.#pageSize = pageSize;
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error("the engine is down");
    return this.#engine;
  }

  #adapter(): Adapter {
    const adapter = connect({
      baseUrl: base,
      apiKey: VENDOR_KEY,
      products: [DEFAULT_PRODUCT_ID],
      clock: this.clock,
      retries: 0,
      handlers,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (this.isCutOff) throw new TypeError("fetch failed");
        const { pathname, search } = new URL(request.url);
        const isPoll = pathname.endsWith("/requests") && search.includes("ordering");
        if (isPoll) this.polls.push(this.clock.now());
        return this.simulator.fetch(request);
      },
    });
    return {
      name: adapter.name,
      perform: (call) => adapter.perform(call),
      run: (intake) =>
        runIntake(this.#noting(intake), adapter.client, {
          products: [DEFAULT_PRODUCT_ID],
          pollEvery: 5000,
          pollEveryIdle: 30_000,
          sweepEvery: 30_000,
          overlap: 60_000,
          capabilitiesKept: 60_000,
          pageSize: this.#pageSize,
          nudge: this.#nudge,
        }),
    };
  }

  #noting(intake: Intake): Intake {
    return {
      ...intake,
      send: async (key, event, options) => {
        const result = await intake.send(key, event, options);
        if ("request" in event) {
          this.told.push(`${event.request.id} ${event.type.slice("request.".length)}`);
        }
        return result;
      },
    };
  }

  async start(): Promise<void> {
    if (this.#engine !== undefined) return;
    this.#engine = createEngine({
      store: memoryStore({ database: this.#database, endLeases: true }),
      adapters: [this.#adapter()],
      clock: this.clock,
    });
    await this.#engine.start();
    await this.clock.advance(0);
  }

  async stop(): Promise<void> {
    const stopping = this.#engine?.stop({ deadlineMilliseconds: 1 });
    await this.clock.advance(10);
    await stopping;
    this.#engine = undefined;
  }

  /** Something happens in so many milliseconds. */
  later(milliseconds: number, happen: Due["happen"]): void {
    this.#due.push({ at: this.clock.now() + milliseconds, happen });
  }

  /** Time passes, and what is due happens in it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.clock.now() + milliseconds;
    for (;;) {
      const [next] = this.#due.toSorted((left, right) => left.at - right.at);
      if (next === undefined || next.at > end) break;
      this.#due = this.#due.filter((other) => other !== next);
      await this.clock.advance(Math.max(0, next.at - this.clock.now()));
      await next.happen();
    }
    await this.clock.advance(end - this.clock.now());
  }

  /** The platform announces that something changed. */
  announce(fate: Fate): void {
    if (fate.type === "lost") return;
    this.#events += 1;
    const body = JSON.stringify({
      webhook_id: "WH-100-200-300",
      object_class: "fulfillment_request",
      product_id: DEFAULT_PRODUCT_ID,
      triggered_at: `${new Date(this.clock.now()).toISOString()}#${this.#events}`,
      processing_timeout: 600,
      data: {},
    });
    for (let time = 0; time < fate.times; time += 1) {
      this.later(fate.after * (time + 1), () => this.#deliver(body));
    }
  }

  async #deliver(body: string): Promise<void> {
    const iat = Math.floor(this.clock.now() / 1000);
    const token = await new SignJWT({ iat, exp: iat + 300 })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(secret));
    const response = await this.#endpoint(
      new Request("https://vendor.example.com/events", {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body,
      }),
    );
    if (response.status !== 200) throw new Error(`the event was answered ${response.status}`);
    await this.clock.advance(0);
  }

  /** For a while reads go on showing the subscription and its requests as they are now. */
  holdReads(asset: string, milliseconds: number): void {
    try {
      this.simulator.control.holdReads(asset);
    } catch {
      return;
    }
    this.later(milliseconds, () => {
      try {
        this.simulator.control.releaseReads(asset);
      } catch {
        // Gone, or released by another hold that ended before.
      }
    });
  }

  /** For a while lists leave the request out. */
  hide({ id }: Shown, milliseconds: number): void {
    this.simulator.control.hideRequest(id);
    this.later(milliseconds, () => {
      try {
        this.simulator.control.unhideRequest(id);
      } catch {
        // Gone, or shown by another end.
      }
    });
  }
}
