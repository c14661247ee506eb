import { succeeded, type Operation } from "../http/operation.ts";
import { isCurrentIn, requiredParameter } from "../http/parameters.ts";
import { findSubscription } from "../records.ts";
import { subscriptionView } from "../views/subscription-view.ts";

/** One subscription, with the earlier versions of its items unless told otherwise. */
export const getSubscription: Operation = {
  method: "GET",
  name: "getsubscription",
  handle: ({ world, query }) => {
    const record = findSubscription(world, requiredParameter(query, "subscriptionId"));
    return succeeded({ Subscription: subscriptionView(record, world.quirks, isCurrentIn(query)) });
  },
};
