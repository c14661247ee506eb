import { flagAt, requiredCount, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import {
  changedItems,
  currentItems,
  findItem,
  findSubscription,
  requireActive,
  writeSubscription,
} from "../records.ts";
import { againstRule } from "../result-refusal.ts";
import { deactivateItems } from "../terms/ending.ts";

/** Takes an item away for good. Nobody is told. */
export const removeSubscriptionItem: Operation = {
  method: "POST",
  name: "removesubscriptionitem",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const number = requiredCount(body, "RunningNumber");
    flagAt(body, "GenerateMail", true);
    requireActive(record);
    const item = findItem(record, number);
    if (item.status === "Removed") {
      throw againstRule(`Item ${number} of subscription S${record.id} is Removed.`);
    }
    if (currentItems(record).filter(({ status }) => status !== "Removed").length < 2) {
      throw againstRule(`Item ${number} is the only one of subscription S${record.id}.`);
    }
    const isMeant = ({ runningNo }: { readonly runningNo: number }) => runningNo === number;
    if (item.status === "Active") deactivateItems(world, record, isMeant, "Removed");
    else
      writeSubscription(world, record, {
        items: changedItems(record, isMeant, { status: "Removed" }),
      });
    return succeeded();
  },
};
