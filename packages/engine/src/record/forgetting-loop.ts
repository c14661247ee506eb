import type { Activity } from "../activity.ts";
import { Loop } from "../loop.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store } from "../ports/store.ts";

/** So many answers are forgotten in one go, so that nobody has to wait for it. */
const portion = 500;
/** Between two goes, in milliseconds: while there is more to forget, and when there is not. */
const shortPause = 1000;
const longPause = 3_600_000;

export interface ForgettingLoopOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly logger: Logger;
  readonly answersKeptMilliseconds: number;
}

/** A loop that forgets answers given under idempotency keys once they are old enough. */
export function forgettingLoop(options: ForgettingLoopOptions): Loop {
  const { store, clock, answersKeptMilliseconds } = options;
  return new Loop({
    ...options,
    name: "forgetting",
    async round() {
      const before = clock.now() - answersKeptMilliseconds;
      const forgotten = await store.forgetAnswers(before, portion);
      return forgotten < portion ? longPause : shortPause;
    },
  });
}
