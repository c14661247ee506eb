import type { CleverbridgePrice } from "./item.ts";
import type { Members } from "./members.ts";
import { priceOf } from "./read-item.ts";
import { textOf } from "./scalars.ts";

/** Prices the platform answers a change of an item with, or its preview. */
export interface ItemPrices {
  /** Billed at once to align the change to the running interval; 0 without alignment. */
  readonly alignment?: CleverbridgePrice | undefined;
  /** Billed at the next billing date. */
  readonly nextBilling?: CleverbridgePrice | undefined;
}

/** Reads the prices of an answer, as far as it has any. */
export function readItemPrices(answer: Members): ItemPrices {
  const currencyId = answer.optional("PriceCurrencyId", textOf);
  return {
    alignment: priceOf(answer, "Alignment", currencyId),
    nextBilling: priceOf(answer, "NextBilling", currencyId),
  };
}
