import type { Activity } from "./activity.ts";
import type { Adapters } from "./adapters.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatch/dispatcher.ts";
import type { Tuning } from "./engine-options.ts";
import { createIntake } from "./intake.ts";
import type { Loop } from "./loop.ts";
import type { Adapter } from "./ports/adapter.ts";
import type { Commit } from "./ports/store.ts";
import { forgettingLoop } from "./record/forgetting-loop.ts";
import type { Sender } from "./record/sender.ts";
import { timerLoop } from "./record/timer-loop.ts";
import { supervise } from "./supervise.ts";

export interface WorkersOptions
  extends
    DispatcherOptions,
    Pick<Tuning, "answersKeptMilliseconds" | "congestedAbove" | "passive"> {
  readonly adapters: Adapters;
  readonly sender: Sender;
  readonly activity: Activity;
}

/** All that goes on in a started engine by itself: effects, timers, intakes. In a passive one, nothing. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #dispatcher: Dispatcher;
  readonly #timers: Loop;
  readonly #forgetting: Loop;
  readonly #intakesOver = new AbortController();
  #intakes: readonly Promise<void>[] = [];

  constructor(options: WorkersOptions) {
    this.#options = options;
    this.#dispatcher = new Dispatcher(options);
    this.#timers = timerLoop(options);
    this.#forgetting = forgettingLoop(options);
  }

  start(): void {
    if (this.#options.passive) return;
    this.#dispatcher.start();
    this.#timers.start();
    this.#forgetting.start();
    this.#intakes = [...this.#options.adapters].map((adapter) => this.#startIntake(adapter));
  }

  /** Somebody else may have left work. */
  wake(): void {
    this.#dispatcher.wake();
    this.#timers.wake();
  }

  /** A commit of this engine may have left work. */
  wakeFor({ effects, settles, startTimers, change }: Commit): void {
    if (effects.length > 0 || settles !== undefined) this.#dispatcher.wake(change?.record.adapter);
    if (startTimers.length > 0) this.#timers.wake();
  }

  /** Takes nothing new on, gives what runs until the deadline to finish, then puts it back. */
  async stop(deadlineMilliseconds: number): Promise<void> {
    const { clock } = this.#options;
    this.#intakesOver.abort();
    await Promise.all([
      this.#dispatcher.stopClaiming(),
      this.#timers.stop(),
      this.#forgetting.stop(),
    ]);
    const drained = new AbortController();
    const work = [...this.#intakes, this.#dispatcher.drained()];
    await Promise.race([Promise.all(work), clock.sleep(deadlineMilliseconds, drained.signal)]);
    // A reason spares the making of an error nobody looks at.
    drained.abort("drained");
    this.#dispatcher.abort();
  }

  #startIntake(adapter: Adapter): Promise<void> {
    const { store, clock, logger, congestedAbove, sender, recorder } = this.#options;
    const intake = createIntake(adapter, {
      store,
      clock,
      logger,
      signal: this.#intakesOver.signal,
      congestedAbove,
      send: (key, event, options) => sender.send(key, event, options),
      load: (key) => recorder.load(key),
    });
    return supervise(adapter, intake);
  }
}
