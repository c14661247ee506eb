import { approve, connect, hold, postpone } from "@tenure/connect";
import { createEngine, systemClock, type Adapter, type Engine, type Logger } from "@tenure/engine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
} from "@tenure/simulator";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";

import type { ReconcileDependencies } from "../../packages/engine/src/reconcile/reconcile-dependencies.ts";
import { reconcile, type ReconcileOptions } from "../../packages/engine/src/reconcile/reconcile.ts";
import type { Reconciliation } from "../../packages/engine/src/reconcile/reconciliation.ts";
import { purchaseBody } from "../purchase-body.ts";

const platform = "http://platform.invalid/public/v1";

/** A simulated platform, a store that outlives engines, and the engine that works on it now. */
export class House {
  readonly simulator: ConnectSimulator = createConnectSimulator();
  /** Ids of the requests the vendor's handlers were asked about. */
  readonly asked: string[] = [];
  readonly logged: string[] = [];
  /** Called with the subscription's id when the vendor's handler is asked about its purchase. */
  beforeApproval: ((asset: string) => void) | undefined;
  readonly #database = memoryDatabase();
  readonly #adapter = connect({
    baseUrl: platform,
    apiKey: VENDOR_KEY,
    products: [DEFAULT_PRODUCT_ID],
    fetch: async (input, init) => this.simulator.fetch(new Request(input, init)),
    retries: 0,
    capabilitiesKept: 1,
    handlers: {
      purchase: ({ request }) => {
        this.beforeApproval?.(request.asset.id);
        return this.#approve(request.id);
      },
      change: ({ request }) => this.#approve(request.id),
      suspend: () => postpone({ milliseconds: 60_000 }),
      otherwise: hold,
    },
    pollEvery: 5,
    pollEveryIdle: 5,
    sweepEvery: 20,
  });
  #engine: Engine | undefined;

  #approve(id: string) {
    this.asked.push(id);
    return approve({ parameters: { subscription_id: "V-1" } });
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error("no engine was started");
    return this.#engine;
  }

  /** Starts an engine in place of the one before. One that is deaf takes nothing in by itself. */
  async start(kind: "hearing" | "deaf"): Promise<void> {
    await this.stop();
    const hearing = this.#adapter;
    const deaf: Adapter = {
      name: hearing.name,
      perform: (call) => hearing.perform(call),
    };
    this.#engine = createEngine({
      store: memoryStore({ database: this.#database, endLeases: true }),
      adapters: [kind === "deaf" ? deaf : hearing],
    });
    await this.#engine.start();
  }

  async stop(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
  }

  dependencies(change: Partial<ReconcileDependencies> = {}): ReconcileDependencies {
    const note =
      (level: string): Logger["info"] =>
      (fields, message) => {
        this.logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
      };
    return {
      clock: systemClock(),
      logger: {
        debug: note("debug"),
        info: note("info"),
        warn: note("warn"),
        error: note("error"),
      },
      adapterOf: () => this.#adapter,
      load: (key) => this.engine.get(key),
      list: (filter, page) => this.engine.list(filter, page),
      send: (key, event, options) => this.engine.send(key, event, options),
      timeoutMilliseconds: 5000,
      settleMilliseconds: 1,
      ...change,
    };
  }

  async reconcile(
    options: ReconcileOptions = {},
    change: Partial<ReconcileDependencies> = {},
  ): Promise<readonly Reconciliation[]> {
    const results: Reconciliation[] = [];
    for await (const result of reconcile(this.dependencies(change), options)) results.push(result);
    return results;
  }

  async #order(body: object): Promise<{ readonly id: string; readonly asset: string }> {
    const answer = await this.simulator.fetch(
      new Request(`${platform}/requests`, {
        method: "POST",
        headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    const { id, asset } = (await answer.json()) as { id: string; asset: { id: string } };
    return { id, asset: asset.id };
  }

  /** A new purchase, which nobody has answered. */
  purchase(): Promise<{ readonly id: string; readonly asset: string }> {
    return this.#order(purchaseBody());
  }

  /** A further request of a subscription; gives its id. */
  async open(type: string, asset: string, more: object = {}): Promise<string> {
    return (await this.#order({ type, asset: { id: asset, ...more } })).id;
  }

  /** An active subscription, whose engine is deaf from then on. */
  async activeSubscription(): Promise<string> {
    await this.start("hearing");
    const { asset } = await this.purchase();
    await this.until(asset, "active");
    await this.start("deaf");
    return asset;
  }

  async until(key: string, status: string, requestState = "none"): Promise<void> {
    for (let tries = 0; tries < 1000; tries += 1) {
      const record = await this.engine.get(key);
      if (record?.status === status && record.requestState === requestState) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${key} did not become ${status}`);
  }
}
