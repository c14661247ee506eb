import type { Clock } from "../ports/clock.ts";
import { TenureError } from "../tenure-error.ts";

/** Losing so often to others means that something is wrong with them. */
const conflictsEndured = 16;
/** So many conflicts are looked at again at once. */
const conflictsAtOnce = 4;
/** Longest pause between two conflicts, in milliseconds. */
const longestConflictPause = 64;
/** First and longest pause while others write, and how long all of them may last, in milliseconds. */
const shortestBusyPause = 5;
const longestBusyPause = 500;
const busyEndured = 10_000;

export interface ContentionOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

/** How one piece of work gets along with others that write the same subscription. */
export class Contention {
  readonly #key: string;
  readonly #options: ContentionOptions;
  #conflicts = 0;
  #busyPause = shortestBusyPause;
  #waited = 0;

  constructor(key: string, options: ContentionOptions) {
    this.#key = key;
    this.#options = options;
  }

  /**
   * Waits until it is worth another try.
   *
   * @throws TenureError `version_conflict`, `store_busy` when others have been in the way for too long
   */
  async afterLosing(to: "conflict" | "busy"): Promise<void> {
    if (this.#options.signal.aborted) throw this.#busy();
    await (to === "conflict" ? this.#afterConflict() : this.#afterBusy());
  }

  async #afterConflict(): Promise<void> {
    const { clock, random, signal } = this.#options;
    this.#conflicts += 1;
    if (this.#conflicts >= conflictsEndured) {
      throw new TenureError(
        "version_conflict",
        `Others committed on subscription ${this.#key} first, ${conflictsEndured} times in a row. ` +
          "Send the event again; if it keeps failing, see who else works on the subscription.",
      );
    }
    const above = this.#conflicts - conflictsAtOnce;
    if (above <= 0) return;
    const ceiling = Math.min(longestConflictPause, 2 ** above);
    await clock.sleep(1 + Math.floor(random() * ceiling), signal);
  }

  async #afterBusy(): Promise<void> {
    const { clock, signal } = this.#options;
    if (this.#waited >= busyEndured) throw this.#busy();
    const pause = this.#busyPause;
    this.#waited += pause;
    this.#busyPause = Math.min(longestBusyPause, pause * 2);
    await clock.sleep(pause, signal);
  }

  #busy(): TenureError {
    return new TenureError(
      "store_busy",
      `Somebody else is writing subscription ${this.#key}. Nothing was written; send the event again.`,
    );
  }
}
