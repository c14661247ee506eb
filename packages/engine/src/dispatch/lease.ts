import { errorFields } from "../error-fields.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { EffectClaim, Store } from "../ports/store.ts";

export interface LeaseOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly milliseconds: number;
  /** Until when the claim holds as it was made. */
  readonly until: number;
}

/** A claim that is kept alive. */
export interface Lease {
  /** Whether its end has passed on this process's own clock, as after a long standstill. */
  isOver(): boolean;
  /** Lets go of it: it is not extended again. */
  release(): void;
}

/**
 * Extends a claim each third of its lease until released, and calls `lost` once when somebody else
 * has taken the effect. A store that fails meanwhile costs a beat, not the claim.
 */
export function keepLease(options: LeaseOptions, claim: EffectClaim, lost: () => void): Lease {
  const { store, clock, logger, milliseconds } = options;
  const released = new AbortController();
  let { until } = options;

  async function extend(): Promise<boolean> {
    try {
      const next = clock.now() + milliseconds;
      const held = await store.extend(claim, next);
      if (held) until = next;
      return held;
    } catch (error) {
      logger.warn({ ...errorFields(error), effect: claim.id }, "lease not extended");
      return true;
    }
  }

  async function beat(): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a beat at a time
      await clock.sleep(milliseconds / 3, released.signal);
      if (released.signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- a beat at a time
      const held = await extend();
      if (released.signal.aborted) return;
      if (!held) {
        lost();
        return;
      }
    }
  }

  void beat();
  return {
    isOver: () => clock.now() >= until,
    release() {
      released.abort("released");
    },
  };
}
