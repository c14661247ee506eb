import type { Clock } from "../system-clock.ts";
import type { Timers } from "../time/timers.ts";

interface Parts {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly random: () => number;
  /** Moves a second of the simulator's time, on average. */
  readonly rate: number;
  readonly move: () => Promise<void> | void;
}

/** Moves that come at random, as buyers do: any moment is as likely as any other. */
export class RandomPace {
  readonly #parts: Parts;
  #cancel: (() => void) | undefined;
  #isRunning = true;

  /** Throws a `RangeError` when the rate is not above 0. */
  constructor(parts: Parts) {
    if (!(parts.rate > 0)) throw new RangeError("The robot makes more than 0 moves a second.");
    this.#parts = parts;
    this.#next(parts.clock.now());
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Makes no more moves. */
  stop(): void {
    this.#isRunning = false;
    this.#cancel?.();
  }

  #next(from: number): void {
    if (!this.#isRunning) return;
    const { random, rate, timers, move } = this.#parts;
    const due = from + (-Math.log(1 - random()) / rate) * 1000;
    this.#cancel = timers.at(Math.ceil(due), async () => {
      await move();
      this.#next(due);
    });
  }
}
