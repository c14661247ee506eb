/** What is to happen at a time of the simulator's clock. */
export interface Timers {
  /**
   * Runs something once, at a time in epoch milliseconds or as soon as possible after it; of several, the
   * earliest first, and those of one time in the order they were set. What it gives is awaited by whoever moves the
   * time, and must not reject. Answers how to call it off.
   */
  at(due: number, run: Run): () => void;
}

export type Run = () => Promise<void> | void;

interface Timer {
  readonly due: number;
  readonly run: Run;
}

/** Timers in the order they come due. */
export class TimerQueue {
  #timers: Timer[] = [];

  add(due: number, run: Run): () => void {
    const timer = { due, run };
    const later = this.#timers.findIndex((other) => other.due > due);
    if (later === -1) this.#timers.push(timer);
    else this.#timers.splice(later, 0, timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** When the next one is due; undefined when none is set. */
  nextDue(): number | undefined {
    return this.#timers[0]?.due;
  }

  /** Takes out the next one that is due at a time. */
  take(now: number): Timer | undefined {
    const next = this.#timers[0];
    return next === undefined || next.due > now ? undefined : this.#timers.shift();
  }
}
