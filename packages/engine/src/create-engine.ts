import { Activity } from "./activity.ts";
import { Adapters } from "./adapters.ts";
import { systemClock } from "./clock/system-clock.ts";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { tuningOf, type EngineOptions, type Tuning } from "./engine-options.ts";
import type { Engine } from "./engine.ts";
import { createIntake } from "./intake.ts";
import type { Loop } from "./loop.ts";
import type { Adapter } from "./ports/adapter.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import type { Commit, Store, SubscriptionRecord } from "./ports/store.ts";
import { parseEvent, refuseInvalid } from "./record/parse-event.ts";
import { Recorder } from "./record/recorder.ts";
import { timerLoop } from "./record/timer-loop.ts";
import type { SendResult } from "./send.ts";
import { silentLogger } from "./silent-logger.ts";
import { supervise } from "./supervise.ts";
import { TenureError } from "./tenure-error.ts";

const defaultDeadline = 10_000;
const defaultPage = 100;

type State = "new" | "started" | "stopping" | "stopped";
type SendOptions = Parameters<Engine["send"]>[2];

class Runtime implements Engine {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #tuning: Tuning;
  readonly #adapters: Adapters;
  readonly #activity = new Activity();
  readonly #recorder: Recorder;
  readonly #dispatcher: Dispatcher;
  readonly #timers: Loop;
  readonly #intakesOver = new AbortController();
  #intakes: readonly Promise<void>[] = [];
  #state: State = "new";
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: EngineOptions) {
    const { store, clock = systemClock(), logger = silentLogger, random = Math.random } = options;
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#tuning = tuningOf(options);
    this.#adapters = new Adapters(options.adapters);
    const shared = { ...this.#tuning, store, clock, logger, random, activity: this.#activity };
    const recorder = new Recorder({
      ...shared,
      decisions: options.decisions,
      adapterOf: (key, named, record) => this.#adapters.nameFor(key, named, record),
      committed: (commit) => this.#wakeFor(commit),
    });
    const owner = random().toString(36).slice(2);
    this.#recorder = recorder;
    this.#dispatcher = new Dispatcher({ ...shared, recorder, adapters: this.#adapters, owner });
    this.#timers = timerLoop({ ...shared, recorder });
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
    this.#dispatcher.start();
    this.#timers.start();
    this.#intakes = [...this.#adapters].map((adapter) => this.#startIntake(adapter));
  }

  #startIntake(adapter: Adapter): Promise<void> {
    const intake = createIntake(adapter, {
      store: this.#store,
      clock: this.#clock,
      logger: this.#logger,
      signal: this.#intakesOver.signal,
      congestedAbove: this.#tuning.congestedAbove,
      send: (key, event, options) => this.#send(key, event, options),
      load: (key) => this.#recorder.load(key),
    });
    return supervise(adapter, intake);
  }

  stop(options?: { readonly deadlineMilliseconds?: number }): Promise<void> {
    this.#stopping ??= this.#stop(options?.deadlineMilliseconds ?? defaultDeadline);
    return this.#stopping;
  }

  async #stop(deadline: number): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const wasStarted = this.#state === "started";
    this.#state = "stopping";
    if (wasStarted) await this.#drain(deadline);
    this.#state = "stopped";
  }

  async #drain(deadline: number): Promise<void> {
    this.#intakesOver.abort();
    await Promise.all([this.#dispatcher.stopClaiming(), this.#timers.stop()]);
    const drained = new AbortController();
    const work = [...this.#intakes, this.#dispatcher.drained()];
    await Promise.race([Promise.all(work), this.#clock.sleep(deadline, drained.signal)]);
    drained.abort();
    this.#dispatcher.abort();
    await this.#activity.settled();
    await this.#store.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async send(
    key: string,
    event: Parameters<Engine["send"]>[1],
    options: SendOptions = {},
  ): Promise<SendResult> {
    this.#needStarted();
    return this.#send(key, event, options);
  }

  async #send(
    key: string,
    event: unknown,
    { adapter, idempotencyKey }: NonNullable<SendOptions>,
  ): Promise<SendResult> {
    if (key === "") {
      throw new TenureError(
        "key_invalid",
        "A subscription's key is empty. Give the platform's id.",
      );
    }
    const parsed = parseEvent(event);
    if ("problem" in parsed) return this.#refuse(key, parsed.problem);
    const recorded = await this.#recorder.record({
      key,
      event: parsed.event,
      ...(adapter !== undefined && { adapter }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    if (recorded.type === "recorded") return recorded.result;
    throw new TenureError("store_failed", `The store fenced an event of subscription ${key}.`);
  }

  async #refuse(key: string, problem: string): Promise<SendResult> {
    const record = await this.#recorder.load(key);
    const snapshot = record?.snapshot ?? this.#recorder.unknown(key);
    const refusal = refuseInvalid(key, snapshot, problem);
    this.#logger.warn({ key, code: refusal.code }, "event refused");
    const verdict = { type: "refused", refusal } as const;
    return { key, verdict, version: record?.version ?? 0, snapshot, repeated: false };
  }

  async get(key: string): Promise<SubscriptionRecord | undefined> {
    this.#needStarted();
    return this.#recorder.load(key);
  }

  async list(...[filter = {}, page = {}]: Parameters<Engine["list"]>): ReturnType<Engine["list"]> {
    this.#needStarted();
    return this.#store.list(filter, { limit: defaultPage, ...page });
  }

  async history(
    ...[key, { after = 0, limit = defaultPage } = {}]: Parameters<Engine["history"]>
  ): ReturnType<Engine["history"]> {
    this.#needStarted();
    return this.#store.history(key, { after, limit });
  }

  async idle(): Promise<void> {
    this.#needStarted();
    await this.#activity.settled();
  }

  #needStarted(): void {
    if (this.#state === "started") return;
    if (this.#state === "new") {
      const message = "The engine is not started. Await start() before using it.";
      throw new TenureError("engine_not_started", message);
    }
    const message = "The engine is stopped. Create another to go on.";
    throw new TenureError("engine_stopped", message);
  }

  #wakeFor({ effects, settles, startTimers }: Commit): void {
    if (effects.length > 0 || settles !== undefined) this.#dispatcher.wake();
    if (startTimers.length > 0) this.#timers.wake();
  }
}

/**
 * Makes an engine. Nothing happens before its `start`.
 *
 * @throws TenureError `options_invalid`
 */
export function createEngine(options: EngineOptions): Engine {
  return new Runtime(options);
}
