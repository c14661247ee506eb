import type { Clock, Engine } from "@tenure/engine";

import type { ChangeWatch } from "./change-watch.ts";

/** Nobody else writes to the store: whatever is new makes itself heard. */
const never = 2000 * 86_400_000;
const pauseAfterThrow = 1000;
/** A change that was not handled so often in a row never is. */
const failuresAtMost = 3;

/** Follows the changes of one engine after the other, and keeps how far it has come. */
export class Follower {
  readonly #watch: ChangeWatch;
  readonly #clock: Clock;
  #cursor: string | undefined;
  #failures = 0;
  #ending = new AbortController();

  constructor(watch: ChangeWatch, clock: Clock) {
    this.#watch = watch;
    this.#clock = clock;
  }

  /** The cursor of the last change that was handled for good. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** Whether a change keeps it from going on for good. */
  get isStuck(): boolean {
    return this.#failures >= failuresAtMost;
  }

  start(engine: Engine): void {
    this.#ending = new AbortController();
    void this.#run(engine, this.#ending.signal);
  }

  end(): void {
    this.#ending.abort();
  }

  /** Goes on from the cursor after a throw, as a process does that is started again. */
  async #run(engine: Engine, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.isStuck) {
      try {
        // oxlint-disable no-await-in-loop -- one attempt after the other
        await this.#follow(engine, signal);
        return;
      } catch {
        this.#failures += 1;
        await this.#clock.sleep(pauseAfterThrow, signal);
        // oxlint-enable no-await-in-loop
      }
    }
  }

  async #follow(engine: Engine, signal: AbortSignal): Promise<void> {
    const from = this.#cursor === undefined ? {} : { after: this.#cursor };
    const changes = engine.changes({ signal, pollMilliseconds: never, ...from });
    for await (const change of changes) {
      const { isKept, goesOn } = await this.#watch.handle(change);
      if (signal.aborted) return;
      this.#failures = 0;
      if (isKept) this.#cursor = change.cursor;
      if (!goesOn) return;
    }
  }
}
