import type { Clock } from "../ports/clock.ts";

/** Lets a reader rest until its time, or until somebody says that there may be something to read. */
export class Nudge {
  readonly #clock: Clock;
  #resting: AbortController | undefined;
  #nudged = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the rest, or keeps the next one from beginning. */
  give(): void {
    this.#nudged = true;
    this.#resting?.abort();
  }

  async rest(milliseconds: number): Promise<void> {
    if (!this.#nudged) {
      const resting = new AbortController();
      this.#resting = resting;
      await this.#clock.sleep(milliseconds, resting.signal);
      this.#resting = undefined;
    }
    this.#nudged = false;
  }
}
