import { valueAt, type JsonObject } from "../../json-reading.ts";
import { priceOf, type Price } from "../documents/price.ts";
import { invalid, malformed, missing } from "../result-refusal.ts";
import { flagAt, optionalObject, requiredText } from "./fields.ts";

const HIGHEST_VALUE = 10_000_000;

/** `CustomerPrice`: for one piece and one interval, in the subscription's currency; undefined when missing. */
export function customerPriceIn(body: JsonObject, currencyId: string): Price | undefined {
  const given = optionalObject(body, "CustomerPrice");
  if (given === undefined) return undefined;
  const value = valueAt(given, "Value") ?? undefined;
  if (value === undefined) throw missing("CustomerPrice.Value");
  if (typeof value !== "number") throw malformed("CustomerPrice.Value must be a number.");
  if (!(value >= 0 && value <= HIGHEST_VALUE))
    throw invalid("CustomerPrice.Value is out of range.");
  if (requiredText(given, "CurrencyId").toUpperCase() !== currencyId) {
    throw invalid(`CustomerPrice.CurrencyId must be ${currencyId}, as that of the subscription.`);
  }
  return priceOf(value, flagAt(given, "IsGross", true));
}
