import {
  either,
  filled,
  flag,
  free,
  listOf,
  matching,
  number,
  object,
  oneOf,
  orNull,
  text,
  whole,
  type Shape,
} from "../shapes/shape.ts";

/** UTC without saying so, with up to six decimals. */
const zoneless = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?$/u);
/** The same, with up to seven decimals and perhaps a zone. */
const notificationDate = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|\+00:00)?$/u);
const positive: Shape = (value, path) =>
  Number.isInteger(value) && (value as number) > 0 ? [] : [`${path}: whole number above 0`];

const item = object({
  Couponcode: text,
  DeactivationDate: orNull(zoneless),
  EndDate: orNull(zoneless),
  IsCurrent: flag,
  LastIntervalNo: whole,
  NextBillingCurrencyId: matching(/^[A-Z]{3}$/u),
  NextBillingCustomerGrossPrice: number,
  NextBillingCustomerNetPrice: number,
  NextBillingCustomerVatPrice: number,
  "NextRenewalCustomerGrossPrice?": number,
  "NextRenewalCustomerNetPrice?": number,
  "NextRenewalCustomerVatPrice?": number,
  ProductId: positive,
  ProductName: text,
  ProductNameExtension: text,
  PromotionId: orNull(whole),
  Quantity: positive,
  RecurrenceCount: orNull(positive),
  RunningNo: positive,
  StartDate: zoneless,
  Status: oneOf(1, 2, 3, 4, 5, 6, 7),
  SubscriptionId: positive,
  SubscriptionPurchaseItems: listOf(object({ PurchaseId: positive, RunningNo: positive })),
  Version: positive,
});

const subscription = object({
  CustomerCurrencyId: matching(/^[A-Z]{3}$/u),
  CustomerId: positive,
  CustomerReferenceId: text,
  CustomerReferenceNo: text,
  EndDate: orNull(zoneless),
  GracePeriodDays: whole,
  Id: positive,
  IntervalDayCount: whole,
  IntervalMonthCount: whole,
  BillingIntervalDayCount: whole,
  BillingIntervalMonthCount: whole,
  Items: listOf(item),
  LastIntervalNo: whole,
  NextBillingDate: zoneless,
  NextBillingDateReminder: zoneless,
  "RenewalType?": oneOf("Automatic", "Manual"),
  StartDate: zoneless,
  StartIntervalDayCount: whole,
  StartIntervalMonthCount: whole,
  Subscriptionstatus: oneOf(1, 2, 3, 4, 5, 6, 7, 8),
});

const OK = oneOf("OK");
const done = object({ ResultMessage: OK });
const listed = object({ Subscriptions: listOf(subscription), ResultMessage: OK });
const preview = object({
  AlignmentCustomerGrossPrice: number,
  AlignmentCustomerNetPrice: number,
  AlignmentCustomerVatPrice: number,
  NextBillingCustomerGrossPrice: number,
  NextBillingCustomerNetPrice: number,
  NextBillingCustomerVatPrice: number,
  PriceCurrencyId: matching(/^[A-Z]{3}$/u),
  ResultMessage: OK,
});

/** What each operation answers with 200. */
const ANSWERS: Readonly<Record<string, Shape>> = {
  getsubscription: object({ Subscription: subscription, ResultMessage: OK }),
  getsubscriptionsforcustomer: listed,
  getsubscriptionsbypurchase: listed,
  addsubscriptionitem: either(done, preview),
  updatesubscriptionitem: either(done, preview),
  updatesubscriptionitemprice: either(done, preview),
  increasesubscriptionitemquantity: either(done, preview),
  renewsubscription: object({
    NextBillingDate: zoneless,
    TransactionStatus: oneOf("Success", "Error", "Rejected", "Pending", "Unknown"),
    ContinueUrl: filled,
    ResultMessage: OK,
  }),
};

const refusal = object({ ResultMessage: filled });

/** What is wrong with an answer; nothing when it is as the platform's documents tell. */
export function problemsOf(operation: string, status: number, json: unknown): readonly string[] {
  if (status === 200) return (ANSWERS[operation] ?? done)(json, operation);
  if (![400, 401, 402, 404].includes(status)) return [`${operation}: status ${status}`];
  const message = (json as { ResultMessage?: unknown }).ResultMessage;
  return message === "OK" ? [`${operation}: OK with ${status}`] : refusal(json, operation);
}

const meta = object({
  type: filled,
  date: notificationDate,
  schemaUrl: matching(/^https:\/\/www\.cleverbridge\.com\/JsonNotificationSchemas\/\w+$/u),
});

const recurringBilling = object({
  subscriptionId: matching(/^S\d+$/u),
  subscriptionItemRunningNo: positive,
  originalPurchaseId: positive,
  originalPurchaseItemRunningNo: positive,
  intervalNo: whole,
  recurrenceCount: orNull(positive),
  subscriptionEventtypeId: filled,
  gracePeriodDays: whole,
  statusId: oneOf("ACT", "DEA", "FIN", "GRA", "HLD", "NEW", "HBC", "WNO"),
  status: filled,
  itemStatusId: oneOf("ACT", "DEA", "FIN", "REM", "WAT", "HBC", "OTH"),
  itemStatus: filled,
  nextBillingDate: zoneless,
  cancellationUrl: filled,
  changePaymentSubscriptionUrl: filled,
  "renewalType?": oneOf("Automatic", "Manual"),
  intervalLengthInMonths: whole,
  intervalLengthInDays: whole,
  nextBillingProfit: number,
});

const purchaseModel = object({
  meta,
  purchaseId: positive,
  status: filled,
  statusId: oneOf("PAY", "HLD", "CHB", "REF"),
  billingContact: free,
  deliveryContact: free,
  licenseeContact: free,
  paymentInfo: free,
  creationTime: zoneless,
  lastModificationTime: zoneless,
  internalCustomer: text,
  customerConfirmationPageUrl: filled,
  customerPdfDocumentUrl: filled,
  items: listOf(
    object({
      runningNumber: positive,
      productId: positive,
      productName: text,
      productNameExtension: text,
      quantity: positive,
      recurringBilling,
    }),
  ),
});

const prices = object({ netPrice: number, vatPrice: number, grossPrice: number });

const subscriptionModel = object({
  meta,
  subscriptionId: positive,
  customerCurrencyId: filled,
  customerId: positive,
  customerReferenceId: text,
  customerReferenceNo: text,
  gracePeriodDays: whole,
  intervalDayCount: whole,
  intervalMonthCount: whole,
  lastBillingIntervalNumber: whole,
  lastIntervalNumber: whole,
  nextBillingDate: zoneless,
  nextRenewalDate: zoneless,
  nextBillingDateReminder: zoneless,
  startDate: zoneless,
  endDate: orNull(zoneless),
  managementModel: oneOf("One", "Two"),
  "renewalType?": oneOf("Automatic", "Manual"),
  startIntervalDayCount: whole,
  startIntervalMonthCount: whole,
  subscriptionstatus: oneOf("ACT", "DEA", "FIN", "GRA", "HLD", "NEW", "HBC", "WNO"),
  yourRenewalPrice: prices,
  customerRenewalPrice: prices,
  subscriptionPurchase: object({
    purchaseId: positive,
    subscriptionRevenueCategoryId: filled,
  }),
  subscriptionItems: listOf(
    object({
      runningNumber: positive,
      quantity: positive,
      productId: positive,
      productName: text,
      status: filled,
      startDate: zoneless,
      lastIntervalNumber: whole,
      isCurrent: flag,
      version: positive,
      versionActiveDate: zoneless,
      subscriptionEventtypeId: filled,
    }),
  ),
});

/** What is wrong with a notification. */
export function problemsOfNotification(type: string, body: unknown): readonly string[] {
  const shape = type === "SubscriptionPaidNotification" ? subscriptionModel : purchaseModel;
  return shape(body, type);
}
