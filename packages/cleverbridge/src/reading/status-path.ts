import {
  decide,
  type LifecycleState,
  lifecycleOf,
  type RequestFact,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionStatus,
} from "@tenure/machine";

import { type Cancellation, cancellationOf } from "./cancellation.ts";
import type { ContentsShown } from "./contents-events.ts";
import { observedId } from "./observed-id.ts";

/** What the facts on the way are told with. */
export interface PathDetails {
  readonly contents: ContentsShown;
  readonly plannedDate: string | undefined;
  /** What tells this hold, payment or deactivation from others of the subscription. */
  readonly mark: unknown;
  /** Why the subscription ends, where that is known. */
  readonly reason: string | undefined;
  readonly seenAt: string;
}

/** No status is further away than this, several cancels at once included. */
const longestPath = 12;

/** The cancel that ends well, or that is taken back: the one the record holds, or one nobody heard of. */
function cancelRequest(
  at: Snapshot,
  { seenAt, reason, mark }: PathDetails,
): RequestFact["request"] {
  return {
    id: cancellationOf(at)?.id ?? observedId(at, "cancel", mark),
    type: "cancel",
    updatedAt: seenAt,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A cancel that was found: the platform ends the subscription by itself when its term is over. */
export function foundCancel(at: Snapshot, { plannedDate, seenAt, mark }: PathDetails): RequestFact {
  return {
    type: "request.scheduled",
    request: {
      id: observedId(at, "cancel", mark),
      type: "cancel",
      updatedAt: seenAt,
      ...(plannedDate === undefined ? {} : { plannedDate }),
    },
  };
}

type Steps = (
  target: SubscriptionStatus,
  at: Snapshot,
  details: PathDetails,
) => readonly RequestFact[];

const fromProcessing: Steps = (target, _at, { seenAt, contents }) => {
  const purchase = { id: "observed-purchase", type: "purchase", updatedAt: seenAt };
  if (target === "terminated") return [{ type: "request.failed", request: purchase }];
  const { parameters } = contents;
  const request = { ...purchase, items: [...contents.items], parameters };
  return [{ type: "request.approved", request }];
};

const fromTerminating: Steps = (target, at, details) => {
  const request = cancelRequest(at, details);
  if (target === "terminated") return [{ type: "request.approved", request }];
  // Whether revoking leads back is a decision (D4); failing always does.
  return [
    { type: "request.revoked", request },
    { type: "request.failed", request },
  ];
};

/** A cancel the record holds already opens once more, in another status than it is known in; or it ends (D11). */
function reopenedCancel(
  { id, shownAs }: Cancellation,
  { seenAt, plannedDate }: PathDetails,
): RequestFact {
  const request = { id, type: "cancel", updatedAt: seenAt };
  if (shownAs === "revoking") return { type: "request.revoked", request };
  if (shownAs === "scheduled") return { type: "request.pending", request };
  const planned = plannedDate === undefined ? {} : { plannedDate };
  return { type: "request.scheduled", request: { ...request, ...planned } };
}

const whileServed: Steps = (target, at, details) => {
  const cancellation = cancellationOf(at);
  if (target === "terminated") {
    return [{ type: "request.approved", request: cancelRequest(at, details) }];
  }
  if (target === "terminating") {
    const isHeld = cancellation !== undefined;
    return [isHeld ? reopenedCancel(cancellation, details) : foundCancel(at, details)];
  }
  // A cancel that did not move the subscription has nothing to wait for.
  if (lifecycleOf(at) === target) return fromTerminating(target, at, details);
  const [observed, type] =
    target === "suspended" ? (["hold", "suspend"] as const) : (["payment", "resume"] as const);
  const request = { id: observedId(at, observed, details.mark), type, updatedAt: details.seenAt };
  return [{ type: "request.approved", request, subscriptionStatus: target }];
};

/** What may lead a step on, by where the subscription is, the likeliest first. */
const stepsFrom: Partial<Record<LifecycleState, Steps>> = {
  processing: fromProcessing,
  active: whileServed,
  suspended: whileServed,
  terminating: fromTerminating,
};

/** Tells whether a step has led anywhere. */
const placeOf = (at: Snapshot): string =>
  JSON.stringify([lifecycleOf(at), cancellationOf(at), at.context.waiting.length]);

/** A subscription that is served has no cancel that waits for its end. */
function isThere(at: Snapshot, target: SubscriptionStatus): boolean {
  if (lifecycleOf(at) !== target) return false;
  const isServed = target === "active" || target === "suspended";
  return !isServed || cancellationOf(at)?.shownAs !== "scheduled";
}

/**
 * The facts that lead the record to a status, each by the machine's own rules; undefined when no legal way
 * leads there.
 */
export function statusPath(
  from: Snapshot,
  target: SubscriptionStatus,
  details: PathDetails,
): { readonly events: readonly SubscriptionEvent[]; readonly at: Snapshot } | undefined {
  const events: SubscriptionEvent[] = [];
  let at = from;
  for (let length = 0; length <= longestPath; length += 1) {
    if (isThere(at, target)) return { events, at };
    const before = placeOf(at);
    const steps = stepsFrom[lifecycleOf(at)]?.(target, at, details) ?? [];
    const taken = steps
      .map((event) => ({ event, next: decide(at, event).snapshot }))
      .find(({ next }) => placeOf(next) !== before);
    if (taken === undefined) return undefined;
    events.push(taken.event);
    at = taken.next;
  }
  return undefined;
}
