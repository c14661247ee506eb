import { findProduct } from "../customers/products.ts";
import type { PurchaseRecord } from "../documents/purchase-record.ts";
import type { SubscriptionStatus } from "../documents/status.ts";
import type { PaymentOutcome, SubscriptionRecord } from "../documents/subscription-record.ts";
import type { Logins } from "../http/basic-authentication.ts";
import { notify } from "../notifications/notify.ts";
import { findSubscription, writeSubscription } from "../records.ts";
import { againstRule, unknown } from "../result-refusal.ts";
import { billingDate } from "../terms/dates.ts";
import { deactivateAll } from "../terms/ending.ts";
import { restatedPurchase } from "../terms/purchases.ts";
import { stamp, type World } from "../world.ts";

/**
 * What happens behind the client's back without the customer's doing. Ids come with or without their S. Each call
 * throws when there is no such subscription.
 */
export interface CleverbridgeControl {
  /** Says what comes of the subscription's charges to come, in order; after them chance decides again. */
  payments(id: string | number, outcomes: readonly PaymentOutcome[]): void;
  /** The last payment is taken back: the subscription is Deactivated at once. */
  chargeback(id: string | number): void;
  /** The last payment is paid back: the subscription is Deactivated at once. */
  refund(id: string | number): void;
  /** The running interval of an Active subscription ends now: its next billing date has come. */
  endInterval(id: string | number): void;
  /** Sets the status and nothing else, whether that could come about or not. */
  setStatus(id: string | number, status: SubscriptionStatus): void;
  /** The subscription was never there. */
  removeSubscription(id: string | number): void;
  /** The product is no longer sold: it can be neither added nor reinstated. */
  retireProduct(productId: number): void;
  /** Lets the user in again who was locked after failed logins. */
  unlock(): void;
}

/** `keep` makes the changes of one call final, in one piece. */
export function cleverbridgeControl(
  world: World,
  logins: Logins,
  keep: (change: () => void) => void,
): CleverbridgeControl {
  return {
    payments: (id, outcomes) =>
      keep(() => {
        writeSubscription(world, findSubscription(world, id), { outcomes });
      }),
    chargeback: (id) => keep(() => takeBack(world, id, "Chargeback")),
    refund: (id) => keep(() => takeBack(world, id, "Refunded")),
    endInterval: (id) =>
      keep(() => {
        const record = findSubscription(world, id);
        if (record.status !== "Active") {
          throw againstRule(`Subscription S${record.id} is not Active but ${record.status}.`);
        }
        const now = stamp(world);
        writeSubscription(world, record, billingDate(now, now));
      }),
    setStatus: (id, status) =>
      keep(() => {
        writeSubscription(world, findSubscription(world, id), { status });
      }),
    removeSubscription: (id) =>
      keep(() => world.store.delete("subscriptions", String(findSubscription(world, id).id))),
    retireProduct: (productId) =>
      keep(() => {
        const product = findProduct(world, productId);
        if (product === undefined) throw unknown();
        world.store.put("products", String(productId), { ...product, isSold: false });
      }),
    unlock: () => logins.unlock(),
  };
}

function takeBack(world: World, id: string | number, status: "Chargeback" | "Refunded"): void {
  const record = findSubscription(world, id);
  const purchase = restatedPurchase(world, lastPaid(world, record), status);
  const ended = deactivateAll(world, record);
  const type = status === "Chargeback" ? "ChargebackNotification" : "RefundNotification";
  notify(world, ended, type, { purchase });
}

function lastPaid(world: World, { id }: SubscriptionRecord): PurchaseRecord {
  const paid = world.store
    .list("purchases")
    .findLast(({ subscriptionId, status }) => subscriptionId === id && status === "Paid");
  if (paid === undefined) throw againstRule(`Nothing was paid for subscription S${id}.`);
  return paid;
}
