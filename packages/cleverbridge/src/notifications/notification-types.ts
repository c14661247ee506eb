import type { Cause } from "../reading/cause.ts";

/** Types after which a subscription may look different. */
const tellOfSubscriptions: ReadonlySet<string> = new Set([
  "AwaitingNotification",
  "CanceledNotification",
  "ChargebackLetterNotification",
  "ChargebackNotification",
  "CustomerContactDataChangedNotification",
  "CustomerDataChangedNotification",
  "CustomerProfileUpdateNotification",
  "ErrorNotification",
  "HoldNotification",
  "NewOfflinePaymentPurchaseNotification",
  "NewPurchaseOrderNotification",
  "OnlinePaymentDeclined",
  "OtherNotification",
  "PaidOrderNotification",
  "PartialRefundNotification",
  "PendingNotification",
  "RecurringBillingCanceledNotification",
  "RecurringBillingGracePeriodNotification",
  "RecurringBillingOnGraceNotification",
  "RecurringBillingOnHoldNotification",
  "RecurringBillingReinstatedNotification",
  "RefundNotification",
  "RefundRequestNotification",
  "RegistrationNotification",
  "RejectedNotification",
  "ReturnDirectDebitNotification",
  "SubscriptionBillingDateExtendedNotification",
  "SubscriptionPaidNotification",
  "SubscriptionReminderChargeNotification",
  "SubscriptionReminderOfflinePayNotification",
  "SubscriptionReminderPayOptExpNotification",
  "SubscriptionRenewalTypeChangedNotification",
  "VatRefundNotification",
]);

const causes: ReadonlyMap<string, Cause["type"]> = new Map([
  ["ChargebackNotification", "chargeback"],
  ["RefundNotification", "refund"],
]);

/** Whether notifications of the type are looked into; all others are accepted and passed over. */
export function isHeeded(type: string): boolean {
  return tellOfSubscriptions.has(type);
}

/** What gave the money back, by the type of the notification that told of it. */
export function causeByType(type: string): Cause["type"] | undefined {
  return causes.get(type);
}
