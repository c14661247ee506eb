import type { RenewalType } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { notify } from "../notifications/notify.ts";
import { writeSubscription } from "../records.ts";
import type { World } from "../world.ts";

/** Sets the renewal type. Nobody is told of one that was set already. */
export function switchRenewal(
  world: World,
  record: SubscriptionRecord,
  renewalType: RenewalType,
): void {
  if (record.renewalType === renewalType) return;
  const switched = writeSubscription(world, record, { renewalType });
  notify(world, switched, "SubscriptionRenewalTypeChangedNotification");
}
