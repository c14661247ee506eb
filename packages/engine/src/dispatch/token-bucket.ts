/** The bucket holds what comes together in this time, in milliseconds, and at least one token. */
const burst = 100;

/**
 * Spreads starts evenly: a token for each, coming back at a steady rate. In any stretch of time no more
 * is started than comes back in it, plus one bucket full.
 */
export class TokenBucket {
  readonly #perMillisecond: number;
  readonly #size: number;
  #tokens: number;
  #filledAt: number;

  /** @param ratePerSecond undefined: no limit */
  constructor(ratePerSecond: number | undefined, now: number) {
    this.#perMillisecond = (ratePerSecond ?? Infinity) / 1000;
    this.#size = Math.max(1, this.#perMillisecond * burst);
    this.#tokens = this.#size;
    this.#filledAt = now;
  }

  /** How many may be started now. */
  available(now: number): number {
    return Math.floor(this.#fill(now));
  }

  take(now: number): void {
    this.#tokens = this.#fill(now) - 1;
  }

  /** When the next one may be started; undefined when one may be started now. */
  nextAt(now: number): number | undefined {
    const missing = 1 - this.#fill(now);
    return missing <= 0 ? undefined : now + Math.ceil(missing / this.#perMillisecond);
  }

  #fill(now: number): number {
    if (this.#size === Infinity) return Infinity;
    // A clock that was set back must not take tokens away.
    const passed = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#size, this.#tokens + passed * this.#perMillisecond);
    this.#filledAt = now;
    return this.#tokens;
  }
}
