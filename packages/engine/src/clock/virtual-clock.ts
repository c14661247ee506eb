import type { Clock } from "../ports/clock.ts";
import { turn } from "../turn.ts";

/** Turns of the event loop without a look at the clock after which work counts as settled. */
const quietTurns = 6;

/** A clock that stands still until it is told to advance. */
export interface VirtualClock extends Clock {
  /**
   * Moves time on by `milliseconds`, waking sleepers in the order their time comes. Before the first
   * and after each, work that is pending in this process is given turns to settle, so that what a
   * sleeper starts has its place in time. Input and output that is still under way is not waited for.
   */
  advance(milliseconds: number): Promise<void>;
}

interface Sleeper {
  readonly dueAt: number;
  wake(): void;
}

/** Time for tests and simulations, starting at `start`, in milliseconds since the epoch. */
export function virtualClock(start = 0): VirtualClock {
  let time = start;
  let looks = 0;
  let advancing = Promise.resolve();
  const sleepers = new Set<Sleeper>();

  async function settle(): Promise<void> {
    let quiet = 0;
    while (quiet < quietTurns) {
      const before = looks;
      // oxlint-disable-next-line no-await-in-loop -- turns follow one another
      await turn();
      quiet = looks === before ? quiet + 1 : 0;
    }
  }

  function earliest(until: number): number | undefined {
    let found: number | undefined;
    for (const { dueAt } of sleepers) {
      if (dueAt <= until && (found === undefined || dueAt < found)) found = dueAt;
    }
    return found;
  }

  async function run(milliseconds: number): Promise<void> {
    const target = time + milliseconds;
    await settle();
    for (let due = earliest(target); due !== undefined; due = earliest(target)) {
      time = Math.max(time, due);
      for (const sleeper of sleepers) {
        if (sleeper.dueAt <= time) sleeper.wake();
      }
      // oxlint-disable-next-line no-await-in-loop -- time passes in order
      await settle();
    }
    time = target;
  }

  return {
    now() {
      looks += 1;
      return time;
    },
    async sleep(milliseconds, signal) {
      looks += 1;
      if (signal?.aborted === true) return;
      if (milliseconds <= 0) {
        await turn();
        return;
      }
      await new Promise<void>((resolve) => {
        const sleeper: Sleeper = { dueAt: time + milliseconds, wake };
        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
      });
      looks += 1;
    },
    advance(milliseconds) {
      advancing = advancing.then(() => run(milliseconds));
      return advancing;
    },
  };
}
