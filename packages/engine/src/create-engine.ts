import { Activity } from "./activity.ts";
import { adapterStates, type AdapterState } from "./adapter-state.ts";
import { Adapters } from "./adapters.ts";
import { Changed } from "./changed.ts";
import { systemClock } from "./clock/system-clock.ts";
import { Gates } from "./dispatch/gates.ts";
import { gatePolicies, tuningOf, type EngineOptions } from "./engine-options.ts";
import type { Engine } from "./engine.ts";
import { importHistory } from "./export/import-history.ts";
import { readGauges } from "./observe/gauges.ts";
import { Observing } from "./observe/observing.ts";
import type { Clock } from "./ports/clock.ts";
import type { Facet, Tallies } from "./ports/listing.ts";
import type { Commit, Store } from "./ports/store.ts";
import type { SubscriptionFilter } from "./read/subscription-filter.ts";
import { createReader, type Reader } from "./reader.ts";
import { Reconciler } from "./reconciler.ts";
import { Recorder } from "./record/recorder.ts";
import { Sender } from "./record/sender.ts";
import type { SendResult } from "./send.ts";
import { silentLogger } from "./silent-logger.ts";
import { Tenancy } from "./tenancy.ts";
import { TenureError } from "./tenure-error.ts";
import { Workers } from "./workers.ts";

const defaultDeadline = 10_000;

type State = "new" | "started" | "stopping" | "stopped";
type Given<Verb extends keyof Engine> = Parameters<Engine[Verb]>;

class Runtime implements Engine {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #tenants: readonly string[];
  readonly #adapters: Adapters;
  readonly #activity = new Activity();
  readonly #observing: Observing;
  readonly #changed = new Changed();
  readonly #gates: Gates;
  readonly #sender: Sender;
  readonly #reader: Reader;
  readonly #workers: Workers;
  readonly #reconciler: Reconciler;
  /** Nothing is waited for any more. */
  readonly #over = new AbortController();
  #unwatch: readonly (() => void)[] = [];
  #state: State = "new";
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: EngineOptions) {
    const { store, clock = systemClock(), logger = silentLogger, random = Math.random } = options;
    const { tenants = [], decisions, observer } = options;
    const tuning = tuningOf(options);
    const tenancy = new Tenancy(tenants);
    this.#store = store;
    this.#clock = clock;
    this.#tenants = tenants;
    this.#adapters = new Adapters(options.adapters);
    for (const { tenant } of this.#adapters) {
      if (tenant !== undefined) tenancy.checkTenant(tenant);
    }
    this.#observing = new Observing(observer, logger);
    const policies = gatePolicies(tuning, this.#adapters.names);
    this.#gates = new Gates(tuning.concurrency, policies, clock.now());
    const shared = {
      ...tuning,
      store,
      clock,
      logger,
      random,
      activity: this.#activity,
      observing: this.#observing,
      adapters: this.#adapters,
      gates: this.#gates,
    };
    const recorder = new Recorder({
      ...shared,
      decisions,
      adapterOf: (key, named, record) => this.#adapters.nameFor(key, named, record),
      machineOf: (adapter) => this.#adapters.machineOf(adapter),
      committed: (commit) => this.#committed(commit),
      signal: this.#over.signal,
    });
    this.#sender = new Sender({ ...shared, recorder, tenancy });
    this.#reader = createReader({
      ...shared,
      tenants,
      ...(decisions !== undefined && { decisions }),
      subscribe: (changed) => this.#changed.subscribe(changed),
    });
    const speaking = { ...shared, reader: this.#reader, sender: this.#sender };
    this.#reconciler = new Reconciler(speaking);
    const owner = random().toString(36).slice(2);
    this.#workers = new Workers({ ...shared, recorder, sender: this.#sender, owner });
  }

  async start(): Promise<void> {
    if (this.#state !== "new" || this.#starting !== undefined) {
      throw new TenureError(
        "engine_started",
        "The engine was started before. Start it once; after a stop create another.",
      );
    }
    this.#starting = this.#start();
    try {
      await this.#starting;
    } finally {
      this.#starting = undefined;
    }
  }

  async #start(): Promise<void> {
    await this.#store.open();
    this.#state = "started";
    const names = this.#adapters.names;
    this.#unwatch = [
      this.#store.watch?.(() => this.#hinted()) ?? (() => undefined),
      this.#observing.watch(() => readGauges(this.#store, this.#clock, names)),
    ];
    this.#workers.start();
  }

  stop(options?: { readonly deadlineMilliseconds?: number }): Promise<void> {
    this.#stopping ??= this.#stop(options?.deadlineMilliseconds ?? defaultDeadline);
    return this.#stopping;
  }

  async #stop(deadline: number): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const wasStarted = this.#state === "started";
    this.#state = "stopping";
    if (wasStarted) {
      await Promise.all([this.#reconciler.stop(), this.#workers.stop(deadline)]);
      this.#over.abort();
      await this.#activity.settled();
      for (const unwatch of this.#unwatch) unwatch();
      await this.#store.close();
    }
    this.#state = "stopped";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async send(...given: Given<"send">): Promise<SendResult> {
    this.#needStarted();
    return this.#sender.send(...given);
  }

  async retry(...[key, options = {}]: Given<"retry">): Promise<SendResult> {
    this.#needStarted();
    return this.#sender.send(key, { type: "operator.retry" }, { ...options, mustExist: true });
  }

  async skip(...[key, options = {}]: Given<"skip">): Promise<SendResult> {
    this.#needStarted();
    return this.#sender.send(key, { type: "operator.skip" }, { ...options, mustExist: true });
  }

  async answer(...[key, answer, options = {}]: Given<"answer">): Promise<SendResult> {
    this.#needStarted();
    const event = asOperator(answer);
    return this.#sender.send(key, event, { ...options, mustExist: true });
  }

  async pause({ adapter, reason = "" }: Given<"pause">[0] = {}): Promise<void> {
    this.#needStarted();
    if (adapter !== undefined) this.#adapters.check(adapter);
    await this.#store.pause({ adapter: adapter ?? null, at: this.#clock.now(), reason });
  }

  async resume({ adapter }: Given<"resume">[0] = {}): Promise<boolean> {
    this.#needStarted();
    const ended = await this.#store.resume(adapter ?? null);
    this.#workers.wake();
    return ended;
  }

  async pauses(): ReturnType<Engine["pauses"]> {
    this.#needStarted();
    return this.#store.pauses();
  }

  async adapters(): Promise<readonly AdapterState[]> {
    this.#needStarted();
    return adapterStates(this.#gates, await this.#store.pauses(), this.#clock.now());
  }

  reconcile(...given: Given<"reconcile">): ReturnType<Engine["reconcile"]> {
    this.#needStarted();
    return this.#reconciler.run(...given);
  }

  async import(...[value, options]: Given<"import">): ReturnType<Engine["import"]> {
    this.#needStarted();
    const target = { store: this.#store, tenants: this.#tenants };
    const imported = await this.#activity.during(() => importHistory(target, value, options));
    this.#hinted();
    return imported;
  }

  async idle(): Promise<void> {
    this.#needStarted();
    await this.#activity.settled();
  }

  async get(...given: Given<"get">): ReturnType<Engine["get"]> {
    return this.#reading().get(...given);
  }

  async list(...given: Given<"list">): ReturnType<Engine["list"]> {
    return this.#reading().list(...given);
  }

  async count(...given: Given<"count">): ReturnType<Engine["count"]> {
    return this.#reading().count(...given);
  }

  async tally<Of extends Facet>(
    facets: readonly Of[],
    filter?: SubscriptionFilter,
  ): Promise<Tallies<Of>> {
    return this.#reading().tally(facets, filter);
  }

  async history(...given: Given<"history">): ReturnType<Engine["history"]> {
    return this.#reading().history(...given);
  }

  async at(...given: Given<"at">): ReturnType<Engine["at"]> {
    return this.#reading().at(...given);
  }

  async explain(...given: Given<"explain">): ReturnType<Engine["explain"]> {
    return this.#reading().explain(...given);
  }

  async available(...given: Given<"available">): ReturnType<Engine["available"]> {
    return this.#reading().available(...given);
  }

  async preview(...given: Given<"preview">): ReturnType<Engine["preview"]> {
    return this.#reading().preview(...given);
  }

  async verify(...given: Given<"verify">): ReturnType<Engine["verify"]> {
    return this.#reading().verify(...given);
  }

  verifyAll(...given: Given<"verifyAll">): ReturnType<Engine["verifyAll"]> {
    return this.#reading().verifyAll(...given);
  }

  async export(...given: Given<"export">): ReturnType<Engine["export"]> {
    return this.#reading().export(...given);
  }

  changes(options: Given<"changes">[0] = {}): ReturnType<Engine["changes"]> {
    const { signal } = options;
    const over = this.#over.signal;
    const either = signal === undefined ? over : AbortSignal.any([over, signal]);
    return this.#reading().changes({ ...options, signal: either });
  }

  #reading(): Reader {
    this.#needStarted();
    return this.#reader;
  }

  #needStarted(): void {
    if (this.#state === "started") return;
    if (this.#state === "new") {
      const message = "The engine is not started. Await start() first.";
      throw new TenureError("engine_not_started", message);
    }
    const message = "The engine is stopped. Create another to go on.";
    throw new TenureError("engine_stopped", message);
  }

  #committed(commit: Commit): void {
    this.#workers.wakeFor(commit);
    const { change, key } = commit;
    if (change === undefined) return;
    this.#changed.tell();
    if (change.entry.drift) this.#reconciler.drifted(key);
  }

  /** Somebody else may have written something. */
  #hinted(): void {
    this.#workers.wake();
    this.#changed.tell();
  }
}

/** The answer with its author; anything else as it is, for the event's check to refuse. */
function asOperator(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null ? { ...answer, by: "operator" } : answer;
}

/**
 * Makes an engine. Nothing happens before its `start`.
 *
 * @throws TenureError `options_invalid`, `tenant_unknown` when an adapter's tenant is not served
 */
export function createEngine(options: EngineOptions): Engine {
  return new Runtime(options);
}
