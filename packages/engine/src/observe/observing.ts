import { errorFields } from "../error-fields.ts";
import type { Logger } from "../ports/logger.ts";
import type {
  AttemptEnd,
  EngineGauges,
  EventEnd,
  ObservedAttempt,
  ObservedEvent,
  Observer,
} from "../ports/observer.ts";

/** An event under observation. */
export interface EventWatch {
  readonly trace?: string | undefined;
  /** `end` is only asked for when somebody wants to know. */
  ended(end: () => EventEnd): void;
}

/** An attempt under observation. */
export interface AttemptWatch {
  readonly trace?: string | undefined;
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  ended(end: AttemptEnd): void;
}

const unwatchedEvent: EventWatch = { ended: () => undefined };
const unwatchedAttempt: AttemptWatch = { during: (work) => work(), ended: () => undefined };

/**
 * Tells the observer, if there is one. Nothing the observer throws reaches the engine: it is logged
 * once, and from then on silently ignored.
 */
export class Observing {
  readonly #observer: Observer | undefined;
  readonly #logger: Logger;
  #complained = false;

  constructor(observer: Observer | undefined, logger: Logger) {
    this.#observer = observer;
    this.#logger = logger;
  }

  event(observed: () => ObservedEvent): EventWatch {
    const observer = this.#observer;
    if (observer === undefined) return unwatchedEvent;
    const observation = this.#guard(() => observer.event(observed()));
    if (observation === undefined) return unwatchedEvent;
    return {
      trace: this.#guard(() => observation.trace),
      ended: (end) => this.#guard(() => observation.ended(end())),
    };
  }

  attempt(observed: () => ObservedAttempt): AttemptWatch {
    const observer = this.#observer;
    if (observer === undefined) return unwatchedAttempt;
    const observation = this.#guard(() => observer.attempt(observed()));
    if (observation === undefined) return unwatchedAttempt;
    return {
      trace: this.#guard(() => observation.trace),
      during: (work) => this.#during((run) => observation.during(run), work),
      ended: (end) => this.#guard(() => observation.ended(end)),
    };
  }

  /** Returns what ends the watch. */
  watch(gauges: () => Promise<EngineGauges>): () => void {
    const observer = this.#observer;
    if (observer === undefined) return () => undefined;
    const end = this.#guard(() => observer.watch(gauges));
    return () => this.#guard(() => end?.());
  }

  /** The work is done once, whatever the observer does around it. */
  async #during<Result>(
    around: (run: () => Promise<Result>) => Promise<Result>,
    work: () => Promise<Result>,
  ): Promise<Result> {
    let running: Promise<Result> | undefined;
    const run = (): Promise<Result> => {
      running ??= work();
      return running;
    };
    try {
      await around(run);
    } catch (error) {
      const failed = await running?.then(
        () => false,
        () => true,
      );
      if (failed !== true) this.#complain(error);
    }
    return run();
  }

  #guard<Result>(tell: () => Result): Result | undefined {
    try {
      return tell();
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#logger.error(errorFields(error), "the observer failed: what it throws is ignored");
  }
}
