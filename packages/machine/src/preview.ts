import { decide } from "./decide.ts";
import type { Effect } from "./effects.ts";
import type { SubscriptionEventInput } from "./events.ts";
import type { Snapshot } from "./snapshot.ts";
import type { LifecycleState, PendingState, RequestState } from "./status.ts";
import type { Verdict } from "./verdict.ts";
import { awaitedOf, lifecycleOf, pendingStateOf, requestStateOf, type Awaited } from "./view.ts";

/** What an event would do. */
export interface Preview {
  readonly verdict: Verdict;
  readonly status: LifecycleState;
  readonly requestState: RequestState;
  readonly pendingState: PendingState | undefined;
  readonly awaited: Awaited;
  /** The effects that would run, in order. */
  readonly effects: readonly Effect[];
}

/** Tells what an event would do to a subscription, and keeps nothing of it. Total, as `decide` is. */
export function preview(snapshot: Snapshot, event: SubscriptionEventInput): Preview {
  const { snapshot: next, effects, verdict } = decide(snapshot, event);
  return {
    verdict,
    effects,
    status: lifecycleOf(next),
    requestState: requestStateOf(next),
    pendingState: pendingStateOf(next),
    awaited: awaitedOf(next),
  };
}
