import {
  approve,
  connect,
  connectTiers,
  type Handler,
  type Held,
  hold,
  type TierHandler,
} from "@tenure/connect";
import {
  createEngine,
  TenureError,
  virtualClock,
  type Adapter,
  type Engine,
  type Store,
  type SubscriptionRecord,
} from "@tenure/engine";
import type { RequestType, TierRequestType } from "@tenure/machine";
import {
  createConnectSimulator,
  DEFAULT_CONNECTION_ID,
  DEFAULT_MARKETPLACE_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";

import { createNudge } from "../../packages/connect/src/intake/nudge.ts";
import { runIntake } from "../../packages/connect/src/intake/run-intake.ts";

const platform = "http://platform.invalid/public/v1";

/** Where a process dies: at its so-many-th write to the platform, before the platform has it or after. */
export interface Death {
  readonly write: number;
  readonly moment: "before" | "after";
}

/** One life of the process. What it starts after its death comes to nothing. */
class Life {
  isOver = false;
  writes = 0;

  async fetch(
    simulator: ConnectSimulator,
    request: Request,
    death: Death | undefined,
  ): Promise<Response> {
    this.#check();
    const dies = request.method !== "GET" && this.writes === death?.write;
    if (request.method !== "GET") this.writes += 1;
    if (dies && death?.moment === "before") this.isOver = true;
    this.#check();
    const response = await simulator.fetch(request);
    if (dies) this.isOver = true;
    this.#check();
    return response;
  }

  store(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...given: readonly unknown[]): unknown => {
          if (this.isOver && name !== "close")
            throw new TenureError("store_unavailable", "The process is dead.");
          return Reflect.apply(member, target, given);
        };
      },
    });
  }

  #check(): void {
    if (this.isOver) throw new TypeError("fetch failed");
  }
}

export interface HouseOptions {
  readonly tiers?: { readonly [Type in TierRequestType]?: TierHandler | Held };
  readonly handlers?: { readonly [Type in RequestType]?: Handler | Held };
  readonly death?: Death;
  /** Pause between polls and sweeps, in milliseconds. */
  readonly pollEvery?: number;
}

export interface Seen {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly asset: { readonly id: string; readonly status: string };
}

export interface SeenTier {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly params: readonly { readonly id: string; readonly value: string }[];
  readonly configuration: {
    readonly id: string;
    readonly status: string;
    readonly tier_level: number;
  };
}

/** A platform whose product asks resellers of two levels, and the engine that works for its vendor. */
export class House {
  readonly clock = virtualClock(1_790_000_000_000);
  readonly simulator = createConnectSimulator({ clock: this.clock });
  /** What the vendor's API was asked to do, by the idempotency key it was given. */
  readonly vendor = new Map<string, number>();
  readonly order: string[] = [];
  readonly #database = memoryDatabase();
  readonly #options: HouseOptions;
  readonly #productId: string;
  #engine: Engine | undefined;
  #life = new Life();
  #death: Death | undefined;

  constructor(options: HouseOptions = {}) {
    this.#options = options;
    this.#death = options.death;
    this.#productId = this.simulator.addProduct({
      capabilities: { tiers: { configs: { level: 2 } } },
      parameters: [
        { name: "reseller_id", scope: "tier1", phase: "fulfillment" },
        { name: "reseller_vat", scope: "tier1", phase: "ordering" },
        { name: "master_id", scope: "tier2", phase: "fulfillment" },
        { name: "subscription_id", phase: "fulfillment" },
      ],
    }).id;
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error("no engine was started");
    return this.#engine;
  }

  get died(): boolean {
    return this.#life.isOver;
  }

  /** The vendor does something once for a key, however often it is asked. */
  asked(key: string): void {
    this.vendor.set(key, (this.vendor.get(key) ?? 0) + 1);
    this.order.push(key);
  }

  async start(): Promise<void> {
    const life = new Life();
    this.#life = life;
    const death = this.#death;
    const shared = {
      baseUrl: platform,
      apiKey: VENDOR_KEY,
      products: [this.#productId],
      clock: this.clock,
      fetch: async (input: Request | URL | string, init?: RequestInit) =>
        life.fetch(this.simulator, new Request(input, init), death),
      retries: 0,
      pollEvery: this.#options.pollEvery ?? 100,
      pollEveryIdle: this.#options.pollEvery ?? 100,
      sweepEvery: this.#options.pollEvery ?? 500,
    };
    const tier: TierHandler = ({ level, request, idempotencyKey }) => {
      this.asked(idempotencyKey);
      const name = level === 2 ? "master_id" : "reseller_id";
      return approve({ parameters: { [name]: `V-${request.id}` } });
    };
    const nudge = createNudge();
    const fulfillment = connect({
      ...shared,
      handlers: {
        purchase: ({ idempotencyKey }) => {
          this.asked(idempotencyKey);
          return approve({ parameters: { subscription_id: "V-1" } });
        },
        otherwise: hold,
        ...this.#options.handlers,
      },
    });
    const nudged: Adapter = {
      ...fulfillment,
      run: (intake) =>
        runIntake(intake, fulfillment.client, {
          ...shared,
          overlap: 60_000,
          capabilitiesKept: 60_000,
          nudge,
        }),
    };
    this.#engine = createEngine({
      store: life.store(memoryStore({ database: this.#database, endLeases: true })),
      clock: this.clock,
      random: () => 0.5,
      adapters: [
        nudged,
        connectTiers({
          ...shared,
          waiting: nudge,
          handlers: { setup: tier, update: tier, adjustment: tier, ...this.#options.tiers },
        }),
      ],
    });
    await this.#engine.start();
  }

  /** Starts another process in place of the one that died; it does not die. */
  async restart(): Promise<void> {
    this.#life.isOver = true;
    this.#death = undefined;
    const dead = this.#engine;
    this.#engine = undefined;
    const ending = dead?.stop({ deadlineMilliseconds: 0 }).catch(() => undefined);
    await this.clock.advance(1);
    await ending;
    await this.start();
  }

  async stop(): Promise<void> {
    const ending = this.#engine?.stop({ deadlineMilliseconds: 0 });
    this.#engine = undefined;
    await this.clock.advance(1);
    await ending;
  }

  /** Lets time pass until it is so; gives up after an hour of it. */
  async until(isSo: () => Promise<boolean> | boolean, step = 200): Promise<void> {
    for (let passed = 0; passed < 3_600_000; passed += step) {
      if (await isSo()) return;
      await this.clock.advance(step);
    }
    throw new Error("it did not come to be");
  }

  async call(key: string, method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.simulator.fetch(
      new Request(`${platform}${path}`, {
        method,
        headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  vendorCall(method: string, path: string, body?: object): Promise<unknown> {
    return this.call(VENDOR_KEY, method, path, body);
  }

  distributorCall(method: string, path: string, body?: object): Promise<unknown> {
    return this.call(DISTRIBUTOR_KEY, method, path, body);
  }

  /** A purchase through a reseller of one level, or of two. */
  async purchase(levels: 1 | 2 = 2): Promise<Seen> {
    const tiers = {
      customer: { name: "Customer" },
      tier1: { id: "TA-1000-0000-0001", name: "Reseller" },
      ...(levels === 2 ? { tier2: { id: "TA-1000-0000-0002", name: "Master" } } : {}),
    };
    const asset = {
      external_uid: crypto.randomUUID(),
      product: { id: this.#productId },
      connection: { id: DEFAULT_CONNECTION_ID },
      items: [{ id: `${this.#productId}-0001`, quantity: 1 }],
      params: [],
      tiers,
    };
    const marketplace = { id: DEFAULT_MARKETPLACE_ID };
    return (await this.distributorCall("POST", "/requests", {
      type: "purchase",
      asset,
      marketplace,
    })) as Seen;
  }

  async request(id: string): Promise<Seen> {
    return (await this.vendorCall("GET", `/requests/${id}`)) as Seen;
  }

  async tierRequests(): Promise<readonly SeenTier[]> {
    return (await this.vendorCall(
      "GET",
      "/tier/config-requests?ordering(-configuration.tier_level)",
    )) as readonly SeenTier[];
  }

  async productOf(asset: string): Promise<string> {
    const shown = (await this.vendorCall("GET", `/assets/${asset}`)) as {
      readonly product: { readonly id: string };
    };
    return shown.product.id;
  }

  /** The reseller's side answers what a tier configuration request asks, and sends the form. */
  async answerForm(id: string, values: Readonly<Record<string, string>>): Promise<void> {
    const { activation } = (await this.vendorCall("GET", `/tier/config-requests/${id}`)) as {
      readonly activation: { readonly link: string };
    };
    const code = new URL(activation.link).searchParams.get("code") ?? "";
    const params = Object.entries(values).map(([name, value]) => ({ id: name, value }));
    await this.distributorCall("POST", `/tier/config-requests/${id}/pend?code=${code}`, { params });
  }

  /** The records of the subscription, and of the tier configurations. */
  async records(adapter: "connect" | "connect-tiers"): Promise<readonly SubscriptionRecord[]> {
    return (await this.engine.list({ adapter })).rows;
  }

  /** Successful calls of an action, by the path they went to. */
  actions(name: string): readonly string[] {
    return this.simulator.calls
      .filter(
        ({ method, path, status }) =>
          method === "POST" && path.endsWith(`/${name}`) && status < 300,
      )
      .map(({ path }) => path);
  }
}
