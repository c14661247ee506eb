import type { Json, Parameters } from "@tenure/machine";

import type { CleverbridgeSubscription } from "../wire/subscription.ts";
import { type Cause, causeOf, isOfInterval } from "./cause.ts";
import type { ManagementModel } from "./profile.ts";

/** What is known of a subscription from elsewhere than from reading it. */
export interface Learned {
  readonly managementModel?: ManagementModel | undefined;
  readonly cause?: Cause | undefined;
}

/** Statuses of which nothing can be concluded. */
export const unmanagedStatuses: ReadonlySet<CleverbridgeSubscription["status"]> = new Set([
  "handled_by_client",
  "awaiting_new_order",
  "unknown",
]);

const withValues = (entries: Readonly<Record<string, Json | undefined>>): Parameters =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

/** What makes a subscription special at present; nothing of it for one that is in order. */
function conditionOf(subscription: CleverbridgeSubscription): Parameters {
  const { status, rawStatus, ambiguousRunningNumbers: ambiguous } = subscription;
  return withValues({
    /** As the platform words it; with what it sent, where that is none of its words. */
    platformStatus: status === "unknown" ? `unknown (${rawStatus})` : status,
    /** Nothing is done with such a subscription; somebody has to look at it. */
    unmanaged: unmanagedStatuses.has(status) ? true : undefined,
    /** A payment is missing; the platform still tries, or waits. */
    pastDue: status === "grace" || status === "hold" ? true : undefined,
    /** Running numbers of which the platform shows several versions that may all be current. */
    ambiguousItems: ambiguous.length === 0 ? undefined : ambiguous.map(String),
  });
}

/** What is worth keeping beside the items. What the platform leaves out stays as it is known. */
export function parametersShown(
  subscription: CleverbridgeSubscription,
  known: Parameters,
  { managementModel, cause = causeOf(known["cause"]) }: Learned = {},
): Parameters {
  const { lastIntervalNo, nextBillingDate, customerId, customerReferenceId } = subscription;
  const isKept = cause !== undefined && isOfInterval(cause, lastIntervalNo);
  return {
    ...conditionOf(subscription),
    ...withValues({
      nextBillingDate: nextBillingDate?.at ?? known["nextBillingDate"],
      lastIntervalNumber: lastIntervalNo ?? known["lastIntervalNumber"],
      customerId: customerId ?? known["customerId"],
      customerReferenceId: customerReferenceId ?? known["customerReferenceId"],
      managementModel: managementModel ?? known["managementModel"],
      cause: isKept ? withValues({ ...cause }) : undefined,
    }),
  };
}
