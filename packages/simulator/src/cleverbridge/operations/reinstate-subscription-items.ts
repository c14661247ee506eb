import { findProduct } from "../customers/products.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { flagAt, requiredCounts, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { notify } from "../notifications/notify.ts";
import { findItem, findSubscription } from "../records.ts";
import { againstRule } from "../result-refusal.ts";
import { reinstateItems } from "../terms/reinstating.ts";
import type { World } from "../world.ts";

/** Deactivated items are billed again, and a Deactivated subscription is Active again. */
export const reinstateSubscriptionItems: Operation = {
  method: "POST",
  name: "reinstatesubscriptionitems",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const numbers = requiredCounts(body, "Items");
    flagAt(body, "GenerateMail", true);
    if (record.status !== "Active" && record.status !== "Deactivated") {
      throw againstRule(`Subscription S${record.id} is ${record.status}.`);
    }
    for (const number of numbers) requireReinstatable(world, record, number);
    const after = reinstateItems(world, record, ({ runningNo }) => numbers.includes(runningNo));
    notify(world, after, "RecurringBillingReinstatedNotification", { items: numbers });
    return succeeded();
  },
};

function requireReinstatable(world: World, record: SubscriptionRecord, number: number): void {
  const { status, productId } = findItem(record, number);
  if (status !== "Deactivated") {
    throw againstRule(`Item ${number} of subscription S${record.id} is ${status}.`);
  }
  if (findProduct(world, productId)?.isSold === false) {
    throw againstRule(`Product ${productId} is no longer sold.`);
  }
}
