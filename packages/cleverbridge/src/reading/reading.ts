import { isDeepStrictEqual } from "node:util";

import {
  type Capabilities,
  decide,
  lifecycleOf,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionStatus,
} from "@tenure/machine";

import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import { cancellationOf } from "./cancellation.ts";
import { causeOf } from "./cause.ts";
import { contentsEvent, type ContentsShown, contentsShown } from "./contents-events.ts";
import type { Learned } from "./parameters-shown.ts";
import { capabilitiesUnder, managementModelOf, type Profile } from "./profile.ts";
import { foundCancel, type PathDetails, statusPath } from "./status-path.ts";
import { statusShown } from "./status-shown.ts";

/** What was read of a subscription, and what it is read against. */
export interface Observation {
  readonly subscription: CleverbridgeSubscription;
  /** The record, read after the platform was. */
  readonly snapshot: Snapshot;
  /** When the reading began, as text, in UTC with milliseconds. */
  readonly seenAt: string;
  readonly now: string;
  readonly profile: Profile;
  /** What notifications have told that cannot be read. */
  readonly learned?: Learned | undefined;
}

/** What a reading means for the record. */
export interface Reading {
  /** Undefined when nothing can be concluded: the record stands. */
  readonly status: SubscriptionStatus | undefined;
  readonly contents: ContentsShown;
  readonly capabilities: Capabilities;
  /** What makes the record agree, in order; none when it does. */
  readonly events: readonly SubscriptionEvent[];
  /**
   * Among the events is one that takes away what cannot be brought back by itself: the end of the
   * subscription, or of a cancel the customer asked for.
   */
  readonly isGrave: boolean;
  /** The record has moved on since the platform was read: to be read again. */
  readonly isOld: boolean;
}

/** Takes events in one after the other, keeping what moves the record. */
class Telling {
  at: Snapshot;
  readonly events: SubscriptionEvent[] = [];

  constructor(from: Snapshot) {
    this.at = from;
  }

  tell(event: SubscriptionEvent | undefined): void {
    if (event === undefined) return;
    const { snapshot, verdict } = decide(this.at, event);
    if (verdict.type === "unchanged") return;
    this.events.push(event);
    this.at = snapshot;
  }
}

/** The record was written by what happened after the reading began. */
function isOlderThan({ context }: Snapshot, seenAt: string): boolean {
  const { latestEndAt, request } = context;
  return seenAt < (latestEndAt ?? "") || seenAt < (request?.updatedAt ?? "");
}

function capabilitiesShown({ snapshot, profile, learned }: Observation): Capabilities {
  const known = managementModelOf(snapshot.context.parameters["managementModel"]);
  return capabilitiesUnder(profile, learned?.managementModel ?? known ?? profile.managementModel);
}

/** Of several items the first one's product, which the others were added to. */
function productShown({ items }: CleverbridgeSubscription): string | undefined {
  const [first] = items.toSorted((left, right) => left.runningNumber - right.runningNumber);
  return first?.productId === undefined ? undefined : String(first.productId);
}

function tellCapabilities(
  telling: Telling,
  capabilities: Capabilities,
  subscription: CleverbridgeSubscription,
): void {
  const known = telling.at.context;
  const product = productShown(subscription) ?? known.product;
  if (product === known.product && isDeepStrictEqual(capabilities, known.capabilities)) return;
  const named = product === undefined ? {} : { product };
  telling.tell({ type: "capabilities.changed", capabilities, ...named });
}

/** Which interval it is in, and when something was deactivated last. */
function markOf({ lastIntervalNo, nextBillingDate, items }: CleverbridgeSubscription): unknown {
  const dates = items.flatMap(({ deactivationDate }) => deactivationDate?.at ?? []);
  return [lastIntervalNo, nextBillingDate?.at, dates.toSorted().at(-1)];
}

/** Also of a subscription under 1.0, which shows it by what waits for the customer's word. */
function renewalShown({
  renewalType,
  status,
  items,
}: CleverbridgeSubscription): "automatic" | "manual" | undefined {
  if (renewalType !== undefined) return renewalType;
  const awaitsWord = items.some((item) => item.status === "awaiting_reinstate");
  return status === "deactivated" && awaitsWord ? "manual" : undefined;
}

function tellRenewal(telling: Telling, subscription: CleverbridgeSubscription): void {
  const renewal = renewalShown(subscription);
  if (renewal !== undefined) telling.tell({ type: "renewal.changed", renewal });
}

/** The date a cancel waits for has moved, or it waits without one: it is planned anew. */
function tellOfPlan(telling: Telling, details: PathDetails): void {
  const cancellation = cancellationOf(telling.at);
  if (cancellation === undefined) {
    telling.tell(foundCancel(telling.at, details));
    return;
  }
  const { id, shownAs, plannedDate, isInProgress } = cancellation;
  const isMoved = details.plannedDate !== undefined && details.plannedDate !== plannedDate;
  if (!isInProgress || shownAs !== "scheduled" || !isMoved) return;
  telling.tell({
    type: "request.pending",
    request: { id, type: "cancel", updatedAt: details.seenAt },
  });
}

function tellStatus(telling: Telling, status: SubscriptionStatus, details: PathDetails): void {
  const path = statusPath(telling.at, status, details);
  if (path === undefined) {
    // No legal way: the record is told the contradiction, and the reconciler is left to it.
    telling.tell({ type: "subscription.adopted", status, forced: false });
    return;
  }
  for (const event of path.events) telling.tell(event);
  if (status === "terminating") tellOfPlan(telling, details);
}

function tellFirstSight(telling: Telling, status: SubscriptionStatus, details: PathDetails): void {
  const { items, parameters } = details.contents;
  telling.tell({
    type: "subscription.adopted",
    status,
    items: [...items],
    parameters,
    forced: false,
  });
  if (status === "terminating") tellOfPlan(telling, details);
}

const hasEnded = (snapshot: Snapshot): boolean =>
  ["terminated", "discarded"].includes(lifecycleOf(snapshot));

/** The events end the subscription, or an ordered cancel, or contradict what is on record. */
function isGrave(before: Snapshot, { at, events }: Telling): boolean {
  const ordered = cancellationOf(before);
  const isLost = ordered?.isOrdered === true && cancellationOf(at)?.id !== ordered.id;
  const isOver = hasEnded(at) && !hasEnded(before) && lifecycleOf(before) !== "new";
  const isContradiction = events.some((event) => event.type === "subscription.adopted");
  return isLost || isOver || (isContradiction && lifecycleOf(before) !== "new");
}

/**
 * What the platform shows of a subscription, told in the machine's words: the events that lead its record from
 * where it is to there, by legal steps as far as there are any. Pure. Told these events, the record agrees,
 * and the same reading has nothing more to tell.
 *
 * The record is needed because the platform does not show everything: who wanted a renewal to be off, what gave
 * the money back, and what was there before.
 */
export function readingOf(observation: Observation): Reading {
  const { subscription, snapshot, seenAt, now, learned } = observation;
  const contents = contentsShown(subscription, snapshot, learned);
  const cause = causeOf(contents.parameters["cause"]);
  const status = statusShown({ subscription, snapshot, isReversed: cause !== undefined, now });
  const capabilities = capabilitiesShown(observation);
  const details: PathDetails = {
    contents,
    plannedDate: subscription.nextBillingDate?.at,
    mark: markOf(subscription),
    reason: cause?.type,
    seenAt,
  };
  const about = { status, contents, capabilities };
  if (isOlderThan(snapshot, seenAt)) return { ...about, events: [], isGrave: false, isOld: true };

  const telling = new Telling(snapshot);
  if (hasEnded(snapshot)) {
    if (status !== undefined && status !== lifecycleOf(snapshot)) {
      tellCapabilities(telling, capabilities, subscription);
      tellRenewal(telling, subscription);
      tellStatus(telling, status, details);
    }
  } else if (lifecycleOf(snapshot) !== "new") {
    tellCapabilities(telling, capabilities, subscription);
    telling.tell(contentsEvent(snapshot, contents, seenAt));
    tellRenewal(telling, subscription);
    if (status !== undefined) tellStatus(telling, status, details);
  } else if (status !== undefined) {
    tellCapabilities(telling, capabilities, subscription);
    tellFirstSight(telling, status, details);
    tellRenewal(telling, subscription);
  }
  const { events } = telling;
  return { ...about, events, isGrave: isGrave(snapshot, telling), isOld: false };
}
