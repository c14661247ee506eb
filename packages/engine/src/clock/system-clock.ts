import type { Clock } from "../ports/clock.ts";

/** Node fires a longer timeout at once, so a longer sleep is taken in pieces. */
const longestTimeout = 2 ** 31 - 1;

function timeout(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, Math.max(0, milliseconds));
    function wake(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    }
    signal?.addEventListener("abort", wake, { once: true });
  });
}

/** The machine's own clock. A sleep keeps the process alive until it ends or is aborted. */
export function systemClock(): Clock {
  return {
    now() {
      // oxlint-disable-next-line no-restricted-globals -- this is the clock
      return Date.now();
    },
    async sleep(milliseconds, signal) {
      let left = milliseconds;
      do {
        if (signal?.aborted === true) return;
        // oxlint-disable-next-line no-await-in-loop -- one piece of the sleep after the other
        await timeout(Math.min(left, longestTimeout), signal);
        left -= longestTimeout;
      } while (left > 0);
    },
  };
}
