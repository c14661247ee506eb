import type { Clock } from "@tenure/engine";

/** The platform's second, and a little for clocks that count whole milliseconds. */
const windowMilliseconds = 1010;

/** Spaces calls. */
export interface Pace {
  /**
   * Runs a call when one more may run. `check` is run before each wait and before the
   * call, and what it throws ends the turn without the call. Rejects with the signal's reason when it aborts first.
   */
  pass<Result>(
    check: () => void,
    call: () => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
}

/**
 * A pace that has no more than `ratePerSecond` calls come in at the platform in any second. When a call comes in is
 * not known here, only that it does between its start and its end; so it counts from its start until a second after
 * its end. No more than `ratePerSecond` may pass at once.
 */
export function paceOf(ratePerSecond: number, clock: Clock): Pace {
  /** When calls ended that still count, in order. */
  const ends: number[] = [];
  let running = 0;

  /** Milliseconds until one more may run. */
  function wait(): number {
    const now = clock.now();
    // A clock that was set back must not make calls wait for the time it lost.
    if ((ends.at(-1) ?? now) > now) ends.fill(now);
    while (ends[0] !== undefined && ends[0] + windowMilliseconds <= now) ends.shift();
    const [oldest] = ends;
    if (oldest === undefined || running + ends.length < ratePerSecond) return 0;
    return oldest + windowMilliseconds - now;
  }

  async function turn(check: () => void, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      check();
      const milliseconds = wait();
      if (milliseconds <= 0) break;
      // oxlint-disable-next-line no-await-in-loop -- a sleep may end early
      await clock.sleep(milliseconds, signal);
    }
    running += 1;
  }

  return {
    async pass(check, call, signal) {
      await turn(check, signal);
      try {
        return await call();
      } finally {
        running -= 1;
        ends.push(clock.now());
      }
    },
  };
}
