import type { CustomerRecord } from "./documents/customer-record.ts";
import type { DeliveryRecord, NotificationRecord } from "./documents/notification-record.ts";
import type { ProductRecord } from "./documents/product-record.ts";
import type { PurchaseRecord } from "./documents/purchase-record.ts";
import type { SubscriptionRecord } from "./documents/subscription-record.ts";

/** Everything the platform remembers, by collection and the text of its id; every value is plain JSON. */
export interface CleverbridgeCollections {
  readonly subscriptions: SubscriptionRecord;
  readonly purchases: PurchaseRecord;
  readonly customers: CustomerRecord;
  readonly products: ProductRecord;
  readonly notifications: NotificationRecord;
  readonly deliveries: DeliveryRecord;
  /** How many identifiers of a kind were given out, and the last time stamp. */
  readonly counters: { readonly count: number };
}
