import type { Operation } from "../http/operation.ts";
import { addSubscriptionItem } from "./add-subscription-item.ts";
import { deactivateSubscriptionItems } from "./deactivate-subscription-items.ts";
import { getSubscription } from "./get-subscription.ts";
import { getSubscriptionsByPurchase } from "./get-subscriptions-by-purchase.ts";
import { getSubscriptionsForCustomer } from "./get-subscriptions-for-customer.ts";
import { increaseSubscriptionItemQuantity } from "./increase-subscription-item-quantity.ts";
import { reinstateSubscriptionItems } from "./reinstate-subscription-items.ts";
import { removeSubscriptionItem } from "./remove-subscription-item.ts";
import { renewSubscription } from "./renew-subscription.ts";
import { updateContact } from "./update-contact.ts";
import { updateCustomer } from "./update-customer.ts";
import { updateNextBillingDate } from "./update-next-billing-date.ts";
import { updateSubscriptionItemPrice } from "./update-subscription-item-price.ts";
import { updateSubscriptionItem } from "./update-subscription-item.ts";
import { updateSubscriptionRenewalType } from "./update-subscription-renewal-type.ts";

export const OPERATIONS: readonly Operation[] = [
  getSubscriptionsForCustomer,
  getSubscription,
  getSubscriptionsByPurchase,
  deactivateSubscriptionItems,
  reinstateSubscriptionItems,
  updateSubscriptionRenewalType,
  updateNextBillingDate,
  addSubscriptionItem,
  updateSubscriptionItem,
  updateSubscriptionItemPrice,
  increaseSubscriptionItemQuantity,
  renewSubscription,
  removeSubscriptionItem,
  updateCustomer,
  updateContact,
];
