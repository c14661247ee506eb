import type { Clock } from "../ports/clock.ts";
import type { EngineGauges } from "../ports/observer.ts";
import type { Store } from "../ports/store.ts";

/** Reads off the store how far the work lags behind. */
export async function readGauges(
  store: Store,
  clock: Clock,
  adapters: readonly string[],
): Promise<EngineGauges> {
  const [backlog, stuck, { effectAt, timerAt }] = await Promise.all([
    store.backlog(),
    store.count({ requestState: ["stuck"] }),
    store.nextWake(adapters),
  ]);
  const now = clock.now();
  const late = (at: number | undefined): number => Math.max(0, now - (at ?? now));
  return { backlog, stuck, outboxLag: late(effectAt), timerLag: late(timerAt) };
}
