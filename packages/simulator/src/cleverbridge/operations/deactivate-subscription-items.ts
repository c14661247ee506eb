import { flagAt, requiredCounts, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { notify } from "../notifications/notify.ts";
import { activeItems, findItem, findSubscription, requireActive } from "../records.ts";
import { againstRule } from "../result-refusal.ts";
import { deactivateItems } from "../terms/ending.ts";

/** Items are billed no more from the next billing date on. All of them, or, when one cannot be, none. */
export const deactivateSubscriptionItems: Operation = {
  method: "POST",
  name: "deactivatesubscriptionitems",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const numbers = requiredCounts(body, "Items");
    const allowsReinstate = flagAt(body, "AllowReinstate", true);
    if (flagAt(body, "GenerateMail", true) && !allowsReinstate) {
      throw againstRule("GenerateMail must be false when AllowReinstate is false.");
    }
    requireActive(record);
    for (const number of numbers) {
      const { status } = findItem(record, number);
      if (status !== "Active") {
        throw againstRule(`Item ${number} of subscription S${record.id} is ${status}.`);
      }
    }
    const isLast = activeItems(record).length === numbers.length;
    if (isLast && world.quirks.lastItem === "refused") {
      throw againstRule(`At least one item of subscription S${record.id} must stay active.`);
    }
    const after = deactivateItems(
      world,
      record,
      ({ runningNo }) => numbers.includes(runningNo),
      allowsReinstate ? "Deactivated" : "Finished",
    );
    notify(world, after, "RecurringBillingCanceledNotification", { items: numbers });
    return succeeded();
  },
};
