import { marketplaceOf } from "../accounts.ts";
import type { ConfigurationValue, ProductRecord } from "../documents/product.ts";
import { objectAt, textIn, textOr } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { findPart, newEvents, writeProduct } from "./product-parts.ts";

/** Which part of the catalog a configuration parameter of a scope has values for. */
const NEEDS: Readonly<Record<string, { readonly item: boolean; readonly marketplace: boolean }>> = {
  product: { item: false, marketplace: false },
  item: { item: true, marketplace: false },
  marketplace: { item: false, marketplace: true },
  item_marketplace: { item: true, marketplace: true },
};

/** `POST /products/{id}/configurations`: gives a configuration parameter a value, in place of the one it had there. */
export function configure(
  platform: Platform,
  product: ProductRecord,
  body: unknown,
): ConfigurationValue {
  const id = textIn(body, "parameter", "id");
  const parameter = product.parameters.find((one) => one.id === id);
  if (parameter?.phase !== "configuration") {
    throw invalid(`parameter.id: Configuration parameter "${id ?? ""}" does not exist.`);
  }
  const needs = NEEDS[parameter.scope] ?? { item: false, marketplace: false };
  const itemId = textIn(body, "item", "id");
  const marketplaceId = textIn(body, "marketplace", "id");
  if (needs.item !== (itemId !== undefined)) {
    throw invalid(`item: Does not fit the scope "${parameter.scope}" of the parameter.`);
  }
  if (needs.marketplace !== (marketplaceId !== undefined)) {
    throw invalid(`marketplace: Does not fit the scope "${parameter.scope}" of the parameter.`);
  }
  const structured = objectAt(body, "structured_value");
  const configured: ConfigurationValue = {
    parameter,
    value: textOr(body, "value", ""),
    ...(structured === undefined ? {} : { structured_value: structured }),
    ...(itemId === undefined ? {} : { item: itemNamed(product, itemId) }),
    ...(marketplaceId === undefined ? {} : { marketplace: marketplaceOf(marketplaceId) }),
    events: newEvents(platform),
  };
  const others = product.configurations.filter((one) => placeOf(one) !== placeOf(configured));
  writeProduct(platform, { ...product, configurations: [...others, configured] });
  return configured;
}

function itemNamed(product: ProductRecord, id: string) {
  const item = findPart(product, "items", id);
  return { id: item.id, name: item.name };
}

function placeOf({ parameter, item, marketplace }: ConfigurationValue): string {
  return JSON.stringify([parameter.id, item?.id ?? "", textIn(marketplace, "id") ?? ""]);
}
