import type { Struck } from "../http/faults.ts";
import type { Clock } from "../system-clock.ts";
import type { Timers } from "../time/timers.ts";

/** What goes out later than it should, or never, because a fault says so. */
export class KeptBack {
  readonly #timers: Timers;
  readonly #clock: Clock;
  #held: (() => void)[] = [];

  constructor(timers: Timers, clock: Clock) {
    this.#timers = timers;
    this.#clock = clock;
  }

  /** Sends after the fault's delay, or, of those to be reordered, after the next that goes out; or not at all. */
  keep({ fault, delayMs }: Struck, send: () => Promise<void>): void {
    if (fault.kind === "lost-event") return;
    const cancel = this.#timers.at(this.#clock.now() + delayMs, send);
    if (fault.kind !== "reorder-event") return;
    this.#held.push(() => {
      cancel();
      this.#timers.at(this.#clock.now(), send);
    });
  }

  /** Something has gone out: what was to come after it follows. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const go of held) go();
  }
}
