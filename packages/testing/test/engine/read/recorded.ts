import {
  decide,
  initial,
  subscriptionEventSchema,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { anyHistory } from "@tenure/testing/machine";

import type { Commit, Store, TimerRow } from "../../../../engine/src/ports/store.ts";
import type { SubscriptionRecord } from "../../../../engine/src/ports/subscription-record.ts";
import { planCommit, writesAnything } from "../../../../engine/src/record/plan-commit.ts";

/** Long enough for several requests to come and go. */
export const longHistory = anyHistory({ maximumEvents: 60 });

export interface Telling {
  readonly key: string;
  readonly adapter?: string;
  /** Milliseconds since the epoch of the first event; each later one comes a second after. */
  readonly from?: number;
}

/** The timers that run, as the engine knows them from what it committed. */
class Timers {
  readonly #running = new Map<string, TimerRow>();

  firedBy(event: SubscriptionEvent): TimerRow | undefined {
    if (event.type !== "timer.due") return undefined;
    const row = this.#running.get(event.timer);
    return row?.requestId === event.requestId ? row : undefined;
  }

  apply({ firedTimer, cancelTimers, startTimers }: Commit): void {
    if (firedTimer !== undefined) this.#running.delete(firedTimer.timer);
    for (const timer of cancelTimers) this.#running.delete(timer);
    for (const row of startTimers) this.#running.set(row.timer, row);
  }
}

function plan(
  { key, adapter = "connect" }: Telling,
  before: SubscriptionRecord | undefined,
  step: SubscriptionEventInput,
  timers: Timers,
): Omit<Parameters<typeof planCommit>[0], "now"> {
  const snapshot = before?.snapshot ?? initial({ key });
  const event = subscriptionEventSchema.parse(step);
  const decision = decide(snapshot, event);
  const firedTimer = timers.firedBy(event);
  const none = { inbox: undefined, trace: undefined };
  return { key, adapter, record: before, event, decision, firedTimer, ...none };
}

/** Takes events in as the engine does: decides on each and commits it. */
export async function record(
  store: Store,
  telling: Telling,
  steps: readonly SubscriptionEventInput[],
): Promise<readonly Commit[]> {
  const { key, from = 1_800_000_000_000 } = telling;
  const [found] = await store.load([{ key }]);
  let before: SubscriptionRecord | undefined = found?.record;
  const commits: Commit[] = [];
  const timers = new Timers();
  for (const [index, step] of steps.entries()) {
    const decided = plan(telling, before, step, timers);
    const commit = planCommit({ ...decided, now: from + index * 1000 });
    if (!writesAnything(commit)) continue;
    const [result] = await store.commit([commit]);
    if (result?.type !== "committed") throw new Error(`not committed: ${result?.type}`);
    timers.apply(commit);
    commits.push(commit);
    before = commit.change?.record ?? before;
  }
  return commits;
}
