import type { Activity } from "./activity.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Lets one loop rest until its time or until somebody wakes it. A resting loop does not count as
 * activity; it counts again from the very call that wakes it, so that no gap shows in between.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #activity: Activity;
  #resting: AbortController | undefined;
  #woken = false;

  constructor(clock: Clock, activity: Activity) {
    this.#clock = clock;
    this.#activity = activity;
  }

  /** Ends the rest, or keeps the next one from beginning. */
  wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    if (this.#resting === undefined) return;
    this.#activity.enter();
    this.#resting.abort("woken");
  }

  async rest(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      const resting = new AbortController();
      this.#resting = resting;
      this.#activity.leave();
      await this.#clock.sleep(milliseconds, resting.signal);
      this.#resting = undefined;
      if (!resting.signal.aborted) this.#activity.enter();
    }
    this.#woken = false;
  }
}
