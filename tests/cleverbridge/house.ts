import {
  cleverbridge,
  type CleverbridgeAdapter,
  type CleverbridgeOptions,
  type Consent,
} from "@tenure/cleverbridge";
import {
  createEngine,
  virtualClock,
  type Engine,
  type EngineOptions,
  type HistoryEntry,
  type Logger,
  type Reconciliation,
} from "@tenure/engine";
import type { Snapshot } from "@tenure/machine";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  createCleverbridgeSimulator,
  type CleverbridgeSimulator,
  type CleverbridgeSimulatorOptions,
  type Order,
} from "@tenure/simulator/cleverbridge";
import { memoryDatabase, memoryStore } from "@tenure/testing/store";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const start = Date.UTC(2026, 0, 1, 9);
const secret = "a-segment-only-cleverbridge-knows";
const receiver = `https://vendor.invalid/cleverbridge/${secret}`;

export interface HouseOptions {
  readonly simulator?: CleverbridgeSimulatorOptions;
  readonly adapter?: Partial<CleverbridgeOptions>;
  readonly engine?: Partial<EngineOptions>;
  /** Stands between the adapter and the platform. */
  readonly between?: (request: Request, send: () => Promise<Response>) => Promise<Response>;
}

/** A line of the log. */
export interface Logged {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * A simulated cleverbridge, a store that outlives engines, and the engine that works on it now, all by one
 * clock that is moved by hand.
 */
export class House {
  readonly clock = virtualClock(start);
  readonly simulator: CleverbridgeSimulator;
  readonly logged: Logged[] = [];
  /** Where the platform sends its notifications, and as whom. */
  readonly notificationTarget = {
    url: receiver,
    username: "cleverbridge",
    password: "of the receiver",
  };
  readonly #database = memoryDatabase();
  readonly #options: HouseOptions;
  #adapter: CleverbridgeAdapter;
  #engine: Engine | undefined;

  constructor(options: HouseOptions = {}) {
    this.#options = options;
    this.simulator = createCleverbridgeSimulator({
      virtualTime: { startAt: start },
      fetch: async (input, init) => this.#receive(new Request(input, init)),
      notifications: this.notificationTarget,
      ...options.simulator,
    });
    this.#adapter = this.#newAdapter();
  }

  #newAdapter(): CleverbridgeAdapter {
    return cleverbridge({
      baseUrl: "https://rest.cleverbridge.invalid",
      username: CLEVERBRIDGE_USER,
      password: CLEVERBRIDGE_PASSWORD,
      managementModel: "2.0",
      clock: this.clock,
      fetch: async (input, init) => this.#send(new Request(input, init)),
      notifications: {
        pathSecret: secret,
        username: "cleverbridge",
        password: "of the receiver",
      },
      ...this.#options.adapter,
    });
  }

  async #send(request: Request): Promise<Response> {
    const send = async () => this.simulator.fetch(request);
    return this.#options.between === undefined ? send() : this.#options.between(request, send);
  }

  async #receive(request: Request): Promise<Response> {
    return this.#adapter.notifications?.(request) ?? new Response(null, { status: 404 });
  }

  get adapter(): CleverbridgeAdapter {
    return this.#adapter;
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error("no engine was started");
    return this.#engine;
  }

  #logger(): Logger {
    const note =
      (level: Logged["level"]): Logger["info"] =>
      (fields, message) => {
        this.logged.push({ level, message, fields });
      };
    return {
      debug: note("debug"),
      info: note("info"),
      warn: note("warn"),
      error: note("error"),
    };
  }

  /** Starts an engine in place of the one before, with an adapter of its own, as a new process has. */
  async start(): Promise<this> {
    await this.stop();
    this.#adapter = this.#newAdapter();
    this.#engine = createEngine({
      store: memoryStore({ database: this.#database, endLeases: true }),
      adapters: [this.#adapter],
      clock: this.clock,
      logger: this.#logger(),
      random: () => 0.5,
      // Nobody else writes to the store: whatever is due makes itself heard.
      idleMilliseconds: 30 * day,
      ...this.#options.engine,
    });
    await this.#engine.start();
    return this;
  }

  async stop(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine === undefined) return;
    const stopped = engine.stop();
    await this.clock.advance(minute);
    await stopped;
  }

  /** Stops without mercy: what runs is cut off where it is, and its outcome is lost. */
  async crash(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine === undefined) return;
    const stopped = engine.stop({ deadlineMilliseconds: 0 });
    await this.clock.advance(1);
    await stopped;
  }

  /** Time passes for all, in steps, so that what comes of one thing comes before the next. */
  async pass(milliseconds: number, step = milliseconds > 2 * day ? 6 * hour : hour): Promise<void> {
    const until = this.clock.now() + milliseconds;
    // oxlint-disable no-await-in-loop -- time passes in order
    while (this.clock.now() < until) {
      const length = Math.min(step, until - this.clock.now());
      await this.simulator.time.advance(length);
      await this.clock.advance(length);
    }
    // oxlint-enable no-await-in-loop
  }

  /** What is under way comes to its end. */
  async settle(): Promise<void> {
    await this.pass(20_000, 1000);
  }

  /** Somebody buys, and the engine hears of it. */
  async bought(order: Partial<Order> = {}): Promise<string> {
    const id = this.simulator.buy({
      items: [{ productId: 101 }, { productId: 102, quantity: 3 }],
      customerReferenceId: "customer-7",
      gracePeriodDays: 10,
      ...order,
    });
    await this.settle();
    return id;
  }

  async record(id: string): Promise<{
    readonly status: string;
    readonly request: string;
    readonly context: Snapshot["context"];
  }> {
    const record = await this.engine.get(id);
    if (record === undefined) throw new Error(`there is no subscription ${id}`);
    const { status, requestState, snapshot } = record;
    return { status, request: requestState, context: snapshot.context };
  }

  async history(id: string): Promise<readonly HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const more = await this.engine.history(id, { after: entries.length });
      if (more.length === 0) return entries;
      entries.push(...more);
    }
  }

  /** The history and the calls that changed something, for a person who looks for what went wrong. */
  async story(id: string): Promise<string> {
    const entries = (await this.history(id)).map(({ at, version, event, verdict }) => ({
      at,
      line: `${version} ${JSON.stringify({ ...event, consent: undefined })} ${verdict.type}`,
    }));
    const calls = this.simulator.calls
      .filter(({ method }) => method === "POST")
      .map(({ at, path, body, status, fault }) => ({
        at,
        line: `called ${path} ${JSON.stringify(body)}: ${status} ${fault ?? ""}`,
      }));
    return [...entries, ...calls]
      .toSorted((left, right) => left.at - right.at)
      .map(({ at, line }) => `${new Date(at).toISOString()} ${line}`)
      .join("\n");
  }

  /** How the request ended, and why. */
  async outcome(id: string, requestId: string): Promise<string | undefined> {
    const ends = new Set(["request.approved", "request.failed", "request.revoked"]);
    for (const { event } of (await this.history(id)).toReversed()) {
      if (!ends.has(event.type) || !("request" in event)) continue;
      if (event.request.id !== requestId) continue;
      return [event.type.slice(8), event.request.reason].filter(Boolean).join(": ");
    }
    return undefined;
  }

  async reconcile(apply = false): Promise<readonly Reconciliation[]> {
    const results: Reconciliation[] = [];
    const running = (async () => {
      for await (const result of this.engine.reconcile({ apply })) results.push(result);
    })();
    let isOver = false;
    void running.finally(() => {
      isOver = true;
    });
    // oxlint-disable-next-line no-unmodified-loop-condition, typescript/no-unnecessary-condition -- set meanwhile
    while (!isOver) await this.clock.advance(1000);
    await running;
    return results;
  }

  /** The running numbers of the items that are active on the platform. */
  activeItems(id: string): readonly number[] {
    const items = this.simulator.subscription(id)["Items"] as readonly {
      readonly RunningNo: number;
      readonly IsCurrent: boolean;
      readonly Status: number;
    }[];
    return items
      .filter(({ IsCurrent, Status }) => IsCurrent && Status === 1)
      .map(({ RunningNo }) => RunningNo);
  }

  /** The calls that change something, by operation. */
  changes(): readonly string[] {
    return this.simulator.calls
      .filter(({ method }) => method === "POST")
      .map(({ path }) => path.split("/").at(-1) ?? "");
  }
}

/** A customer's consent to a text. */
export const agreed = (text: string): Consent => ({
  identity: "customer-7, signed in",
  text,
  givenAt: "2026-01-01T08:59:00Z",
});
