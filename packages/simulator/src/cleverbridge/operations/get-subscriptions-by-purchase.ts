import { succeeded, type Operation } from "../http/operation.ts";
import { isCurrentIn, requiredParameter } from "../http/parameters.ts";
import { findSubscription } from "../records.ts";
import { unknown } from "../result-refusal.ts";
import { subscriptionView } from "../views/subscription-view.ts";

/** The subscription a purchase belongs to, as a list. Only a sample client speaks of this operation. */
export const getSubscriptionsByPurchase: Operation = {
  method: "GET",
  name: "getsubscriptionsbypurchase",
  handle: ({ world, query }) => {
    const purchase = world.store.get("purchases", requiredParameter(query, "purchaseId"));
    if (purchase === undefined) throw unknown();
    const record = findSubscription(world, purchase.subscriptionId);
    return succeeded({
      Subscriptions: [subscriptionView(record, world.quirks, isCurrentIn(query))],
    });
  },
};
