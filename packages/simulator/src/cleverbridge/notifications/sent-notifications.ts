import type { DeliveryRecord, NotificationRecord } from "../documents/notification-record.ts";
import type { World } from "../world.ts";

/** A notification and how far its delivery has got. */
export type SentNotification = NotificationRecord & DeliveryRecord;

/** Every notification, in the order they came up. */
export function sentNotifications({ store }: World): readonly SentNotification[] {
  return store.list("notifications").flatMap((notification) => {
    const delivery = store.get("deliveries", String(notification.number));
    return delivery === undefined ? [] : [{ ...notification, ...delivery }];
  });
}
