import type { Learned } from "../reading/parameters-shown.ts";
import { causeByType } from "./notification-types.ts";
import type { Notification } from "./notification.ts";

/** Something may have happened to a subscription: look there. */
export interface Hint {
  readonly subscriptionId: string;
  /** What was told that a look does not show. */
  readonly learned: Learned;
  /** Where a cause was told: the purchase it is about. */
  readonly purchaseId?: string | undefined;
}

/** One hint for each subscription that a notification is about. */
export function hintsOf(notification: Notification): readonly Hint[] {
  const { type, date, purchaseId, subscriptionIds, managementModel } = notification;
  const cause = causeByType(type);
  const learned: Learned = {
    managementModel,
    ...(cause === undefined ? {} : { cause: { type: cause, at: date ?? "" } }),
  };
  return subscriptionIds.map((subscriptionId) => ({ subscriptionId, learned, purchaseId }));
}
