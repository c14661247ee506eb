import type { JsonObject } from "../../json-reading.ts";
import { amountsOf, type Price } from "../documents/price.ts";

/** What a change costs at once, and what the item costs from the next billing on. */
export interface Preview {
  readonly alignment: Price;
  readonly nextBilling: Price;
  readonly currencyId: string;
}

export function previewView({ alignment, nextBilling, currencyId }: Preview): JsonObject {
  const now = amountsOf(alignment);
  const next = amountsOf(nextBilling);
  return {
    AlignmentCustomerGrossPrice: now.gross,
    AlignmentCustomerNetPrice: now.net,
    AlignmentCustomerVatPrice: now.vat,
    NextBillingCustomerGrossPrice: next.gross,
    NextBillingCustomerNetPrice: next.net,
    NextBillingCustomerVatPrice: next.vat,
    PriceCurrencyId: currencyId,
  };
}
