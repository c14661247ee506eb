import type { Clock } from "@tenure/engine";

/** Lets somebody who heard of news wake those who look for it. */
export interface Nudge {
  /** Wakes all who listen. Costs nothing when they are awake, or when nobody listens. */
  readonly wake: () => void;
  /** Calls back at each wake, until the function it returns is called. */
  listen(heard: () => void): () => void;
}

/** A nudge nobody listens to yet. */
export function createNudge(): Nudge {
  const listeners = new Set<() => void>();
  return {
    wake() {
      for (const heard of listeners) heard();
    },
    listen(heard) {
      // A listener of its own, so that one function may listen twice.
      const listener = (): void => heard();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The sleep of one who may be nudged. Nudges between two looks count as one. */
export interface LightSleep {
  /** Whether there was a nudge since this was asked last. */
  wasNudged(): boolean;
  /** Ends after `milliseconds`, at a nudge, or when the signal aborts; at once after a nudge not yet asked for. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Listens no longer. */
  end(): void;
}

/** Listens from now on. */
export function lightSleepOf(clock: Clock, nudge: Nudge): LightSleep {
  let nudged = false;
  let awaken: (() => void) | undefined;
  const end = nudge.listen(() => {
    nudged = true;
    awaken?.();
  });
  return {
    end,
    wasNudged() {
      const was = nudged;
      nudged = false;
      return was;
    },
    async sleep(milliseconds, signal) {
      if (nudged || signal.aborted) return;
      const waking = new AbortController();
      // A reason spares the making of an error nobody looks at.
      const wake = (): void => waking.abort("awake");
      awaken = wake;
      signal.addEventListener("abort", wake, { once: true });
      try {
        await clock.sleep(milliseconds, waking.signal);
      } finally {
        signal.removeEventListener("abort", wake);
        awaken = undefined;
      }
    },
  };
}
