import type { Activity } from "../activity.ts";
import { errorFields } from "../error-fields.ts";
import { Loop } from "../loop.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store, TimerRow } from "../ports/store.ts";
import type { Recorder } from "./recorder.ts";

/** So many timers are fired side by side. */
const timersAtOnce = 256;
/** How long to wait after a timer could not be fired, in milliseconds. */
const failurePause = 1000;

export interface TimerLoopOptions {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly logger: Logger;
  readonly leaseMilliseconds: number;
  readonly idleMilliseconds: number;
}

/**
 * A loop that sends `timer.due` for every timer whose time has come, late ones too. One that cannot be
 * fired is claimed again when its lease ends, for as long as it takes.
 */
export function timerLoop(options: TimerLoopOptions): Loop {
  const { store, recorder, clock, logger, leaseMilliseconds, idleMilliseconds } = options;

  async function fire(row: TimerRow, leaseUntil: number): Promise<boolean> {
    const { key, timer, requestId } = row;
    // After a long standstill somebody else may have fired it, and another of its name may be running.
    if (clock.now() >= leaseUntil) return true;
    try {
      await recorder.record({
        key,
        event: { type: "timer.due", timer, requestId },
        firedTimer: row,
      });
      return true;
    } catch (error) {
      logger.error({ ...errorFields(error), key, timer }, "timer not fired: trying again");
      return false;
    }
  }

  async function round(): Promise<number> {
    const now = clock.now();
    const leaseUntil = now + leaseMilliseconds;
    const due = await store.claimTimers({ now, leaseUntil, limit: timersAtOnce });
    const fired = await Promise.all(due.map((row) => fire(row, leaseUntil)));
    if (fired.includes(false)) return failurePause;
    const { timerAt } = await store.nextWake([]);
    return timerAt === undefined
      ? idleMilliseconds
      : Math.min(idleMilliseconds, timerAt - clock.now());
  }

  return new Loop({ ...options, name: "timers", round });
}
