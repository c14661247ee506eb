import { itemStatusOf } from "./item-status.ts";
import type { CleverbridgeItem, CleverbridgePrice } from "./item.ts";
import { type Members, membersOf } from "./members.ts";
import { momentOf } from "./moment.ts";
import { countOf, decimalOf, flagOf, positiveOf, textOf } from "./scalars.ts";

/** An item as it was read, or why it cannot be. */
export type ItemReading =
  | { readonly item: CleverbridgeItem; readonly unread: readonly string[] }
  | { readonly problem: string };

/** The three members of a price, whose names differ in what stands in front. Undefined when none is there. */
export function priceOf(
  members: Members,
  prefix: string,
  currencyId: string | undefined,
): CleverbridgePrice | undefined {
  const price = {
    gross: members.optional(`${prefix}CustomerGrossPrice`, decimalOf),
    net: members.optional(`${prefix}CustomerNetPrice`, decimalOf),
    vat: members.optional(`${prefix}CustomerVatPrice`, decimalOf),
  };
  return Object.values(price).every((part) => part === undefined)
    ? undefined
    : { currencyId, ...price };
}

/** Reads one version of an item. Required are its running number and its status. */
export function readItem(value: unknown): ItemReading {
  const members = membersOf(value);
  if (members === undefined) return { problem: "unexpected shape" };
  const runningNumber = members.required("RunningNo", positiveOf);
  const rawStatus = members.required("Status", textOf);
  if (runningNumber === undefined || rawStatus === undefined) {
    return { problem: members.problems.join("; ") };
  }
  const currencyId = members.optional("NextBillingCurrencyId", textOf);
  const item: CleverbridgeItem = {
    runningNumber,
    status: itemStatusOf(rawStatus),
    rawStatus,
    isCurrent: members.optional("IsCurrent", flagOf),
    version: members.optional("Version", countOf),
    quantity: members.optional("Quantity", countOf),
    productId: members.optional("ProductId", positiveOf),
    productName: members.optional("ProductName", textOf),
    productNameExtension: members.optional("ProductNameExtension", textOf),
    couponCode: members.optional("Couponcode", textOf),
    promotionId: members.optional("PromotionId", textOf),
    startDate: members.optional("StartDate", momentOf),
    endDate: members.optional("EndDate", momentOf),
    deactivationDate: members.optional("DeactivationDate", momentOf),
    lastIntervalNo: members.optional("LastIntervalNo", countOf),
    recurrenceCount: members.optional("RecurrenceCount", countOf),
    nextBillingPrice: priceOf(members, "NextBilling", currencyId),
    nextRenewalPrice: priceOf(members, "NextRenewal", currencyId),
  };
  return { item, unread: members.unread };
}
