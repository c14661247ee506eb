import { textAt, type JsonObject } from "../../json-reading.ts";
import type { ItemVersion } from "../documents/item-version.ts";
import { amountsOf } from "../documents/price.ts";
import { PURCHASE_CODES, type PurchaseRecord } from "../documents/purchase-record.ts";
import { ITEM_STATUS_CODES, STATUS_CODES } from "../documents/status.ts";
import type { SubscriptionRecord } from "../documents/subscription-record.ts";
import { zonelessText } from "../instants.ts";
import { currentItems } from "../records.ts";
import type { World } from "../world.ts";
import { metaOf } from "./meta.ts";

interface Told {
  readonly type: string;
  readonly purchase: PurchaseRecord | undefined;
  /** Running numbers; undefined for all. */
  readonly items: readonly number[] | undefined;
}

/** A notification about a purchase. Its `status` is the purchase's; the subscription's is below `recurringBilling`. */
export function purchaseModel(
  world: World,
  record: SubscriptionRecord,
  { type, purchase, items }: Told,
): JsonObject {
  return {
    meta: metaOf(world, type),
    ...purchaseOf(record, purchase),
    ...contactsOf(world, record),
    paymentInfo: {
      currency: record.currencyId,
      currencyId: record.currencyId,
      paymentType: "Visa",
      paymentTypeId: "CCA_VIS",
      isPurchaseOrder: false,
      cardLastFourDigits: "104T",
      cardExpirationDate: { month: 12, year: 2035 },
    },
    internalCustomer: record.customerReferenceId,
    items: currentItems(record)
      .filter(({ runningNo }) => items === undefined || items.includes(runningNo))
      .map((item) => itemOf(record, item)),
  };
}

/** What is known of the purchase; a subscription that was put here may have none. */
function purchaseOf(record: SubscriptionRecord, purchase: PurchaseRecord | undefined): JsonObject {
  const status = purchase?.status ?? "Paid";
  const purchaseId = purchase?.id ?? record.originalPurchaseId;
  return {
    purchaseId,
    status,
    statusId: PURCHASE_CODES[status],
    creationTime: zonelessText(purchase?.createdAt ?? record.startDate),
    lastModificationTime: zonelessText(purchase?.changedAt ?? record.startDate),
    customerConfirmationPageUrl: `https://shop.simulator.invalid/p/${purchaseId}`,
    customerPdfDocumentUrl: `https://shop.simulator.invalid/invoice/${purchaseId}.pdf`,
  };
}

function contactsOf({ store }: World, { customerId }: SubscriptionRecord): JsonObject {
  const contacts = store.get("customers", String(customerId))?.contacts;
  return {
    billingContact: contactOf(contacts?.BillingContact),
    deliveryContact: contactOf(contacts?.DeliveryContact),
    licenseeContact: contactOf(contacts?.LicenseeContact),
  };
}

function itemOf(record: SubscriptionRecord, item: ItemVersion): JsonObject {
  return {
    runningNumber: item.runningNo,
    productId: item.productId,
    productName: item.productName,
    productNameExtension: item.productNameExtension,
    quantity: item.quantity,
    recurringBilling: {
      subscriptionId: `S${record.id}`,
      subscriptionItemRunningNo: item.runningNo,
      originalPurchaseId: record.originalPurchaseId,
      originalPurchaseItemRunningNo: item.runningNo,
      intervalNo: item.lastIntervalNo,
      recurrenceCount: item.recurrenceCount,
      subscriptionEventtypeId: item.eventtype,
      gracePeriodDays: record.gracePeriodDays,
      statusId: STATUS_CODES[record.status],
      status: record.status,
      itemStatusId: ITEM_STATUS_CODES[item.status],
      itemStatus: item.status,
      nextBillingDate: zonelessText(record.nextBillingDate),
      cancellationUrl: `https://shop.simulator.invalid/cancel/S${record.id}`,
      changePaymentSubscriptionUrl: `https://shop.simulator.invalid/payment/S${record.id}`,
      ...(record.managementModel === "2.0" ? { renewalType: record.renewalType } : {}),
      intervalLengthInMonths: record.interval.months,
      intervalLengthInDays: record.interval.days,
      nextBillingProfit: amountsOf(item.price).net,
    },
  };
}

function contactOf(contact: JsonObject | undefined): JsonObject {
  return {
    languageId: textAt(contact, "LanguageId") ?? "",
    firstname: textAt(contact, "Firstname") ?? "",
    lastname: textAt(contact, "Lastname") ?? "",
    company: textAt(contact, "Company") ?? "",
    city: textAt(contact, "City") ?? "",
    postalCode: textAt(contact, "PostalCode") ?? "",
    street1: textAt(contact, "Street1") ?? "",
    countryId: textAt(contact, "CountryId") ?? "",
    email: textAt(contact, "EMail") ?? "",
  };
}
