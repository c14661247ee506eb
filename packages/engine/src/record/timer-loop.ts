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
  readonly idleMilliseconds: number;
}

/** A loop that sends `timer.due` for every timer whose time has come, late ones too. */
export function timerLoop(options: TimerLoopOptions): Loop {
  const { store, recorder, clock, logger, idleMilliseconds } = options;

  async function fire(row: TimerRow): Promise<boolean> {
    const { key, timer, requestId } = row;
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
    const due = await store.dueTimers(clock.now(), timersAtOnce);
    const fired = await Promise.all(due.map(fire));
    if (fired.includes(false)) return failurePause;
    const { timerAt } = await store.nextWake();
    return timerAt === undefined
      ? idleMilliseconds
      : Math.min(idleMilliseconds, timerAt - clock.now());
  }

  return new Loop({ ...options, name: "timers", round });
}
