import {
  decide,
  initial,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";

import type { Learned } from "../../src/reading/parameters-shown.ts";
import type { Profile } from "../../src/reading/profile.ts";
import { type Reading, readingOf } from "../../src/reading/reading.ts";
import { readSubscription } from "../../src/wire/read-subscription.ts";
import type { CleverbridgeSubscription } from "../../src/wire/subscription.ts";

type Members = Readonly<Record<string, unknown>>;

export const key = "67560422";
const now = "2026-06-01T12:00:00.000Z";
export const ahead = "2026-06-11T14:06:59.147Z";
export const past = "2026-05-11T14:06:59.147Z";

export const account: Profile = {
  managementModel: "2.0",
  fullCancelUnder10: "refused",
  renewalSwitch: true,
};
export const account10: Profile = { ...account, managementModel: "1.0" };

/** An item as the platform sends it: number, status number. */
export const sentItem = (runningNo: number, status: number, more: Members = {}): Members => ({
  RunningNo: runningNo,
  IsCurrent: true,
  Version: 1,
  Status: status,
  Quantity: 1,
  ProductId: 1000 + runningNo,
  ...more,
});

/** A subscription as the platform shows it: active, automatic, two active items, unless told otherwise. */
export function shown(more: Members = {}): CleverbridgeSubscription {
  const reading = readSubscription({
    Id: Number(key),
    Subscriptionstatus: "Active",
    RenewalType: "Automatic",
    NextBillingDate: ahead,
    LastIntervalNo: 3,
    CustomerId: 7,
    Items: [sentItem(1, 1), sentItem(2, 1)],
    ...more,
  });
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.subscription;
}

export const blank: Snapshot = initial({ key });

export interface Told {
  readonly profile?: Profile;
  readonly learned?: Learned;
  readonly now?: string;
  readonly seenAt?: string;
}

export function read(
  snapshot: Snapshot,
  subscription: CleverbridgeSubscription,
  { profile = account, learned, now: at = now, seenAt = at }: Told = {},
): Reading {
  return readingOf({ subscription, snapshot, profile, learned, now: at, seenAt });
}

export function take(
  snapshot: Snapshot,
  events: readonly (SubscriptionEvent | SubscriptionEventInput)[],
): Snapshot {
  return events.reduce((at: Snapshot, event) => decide(at, event).snapshot, snapshot);
}

/** The record after the subscription was seen so, one time after the other. */
export function seen(...subscriptions: readonly CleverbridgeSubscription[]): Snapshot {
  return subscriptions.reduce((at, subscription) => take(at, read(at, subscription).events), blank);
}

const consent = { identity: "customer 7", text: "I cancel.", givenAt: now };

/** The customer canceled through us, and the platform shows it. */
export function canceled(from: Snapshot, plannedDate: string = ahead): Snapshot {
  const request = { id: "ordered-cancel", type: "cancel", updatedAt: past };
  return take(from, [
    { type: "command.cancel", consent },
    { type: "request.pending", request },
    { type: "answer.schedule", requestId: request.id, plannedDate },
    { type: "renewal.changed", renewal: "manual" },
    { type: "request.scheduled", request: { ...request, plannedDate } },
  ]);
}
