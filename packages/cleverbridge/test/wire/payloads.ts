/** Every member of an item that the platform's documents and clients name. */
export function itemPayload(
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    Couponcode: "SPRING",
    DeactivationDate: "2026-05-18T15:52:31.835556",
    EndDate: "2027-05-18T15:52:31",
    IsCurrent: true,
    LastIntervalNo: 3,
    NextBillingCurrencyId: "USD",
    NextBillingCustomerGrossPrice: 10,
    NextBillingCustomerNetPrice: 8.4,
    NextBillingCustomerVatPrice: 1.6,
    NextRenewalCustomerGrossPrice: 20,
    NextRenewalCustomerNetPrice: 16.8,
    NextRenewalCustomerVatPrice: 3.2,
    ProductId: 293_076,
    ProductName: "Storage 500 GB",
    ProductNameExtension: "Cloud",
    PromotionId: 12,
    Quantity: 5,
    RecurrenceCount: 24,
    RunningNo: 1,
    StartDate: "2026-02-18T15:52:31Z",
    Status: 1,
    SubscriptionId: 67_560_422,
    Version: 2,
    ...change,
  };
}

/** Every member of a subscription that the platform's documents and clients name. */
export function subscriptionPayload(
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    Id: 67_560_422,
    Subscriptionstatus: 1,
    CustomerCurrencyId: "USD",
    CustomerId: 157_656_971,
    CustomerReferenceId: "our-customer-7",
    CustomerReferenceNo: "PO-1",
    RenewalType: "Automatic",
    NextBillingDate: "2026-06-11T14:06:59.147775",
    NextBillingDateReminder: "2026-06-04T14:06:59.147775",
    StartDate: "2026-02-18T15:52:31Z",
    EndDate: "2028-02-18T15:52:31+00:00",
    GracePeriodDays: 15,
    IntervalDayCount: 0,
    IntervalMonthCount: 1,
    BillingIntervalDayCount: 0,
    BillingIntervalMonthCount: 3,
    StartIntervalDayCount: 14,
    StartIntervalMonthCount: 0,
    LastIntervalNo: 3,
    Items: [itemPayload()],
    ...change,
  };
}
