import type { AssetRecord } from "../documents/asset.ts";
import type { Item } from "../documents/item.ts";
import type { Parameter } from "../documents/parameter.ts";
import type { ProductRecord } from "../documents/product.ts";
import { listAt, objectAt, type JsonObject, filledTextAt } from "../json-reading.ts";
import { emptyParameter } from "../rules/parameters.ts";
import { newItem, unchangedItems } from "../rules/quantities.ts";
import { payloadItems } from "./payload-items.ts";
import { payloadParameters } from "./payload-parameters.ts";

/**
 * The items of the request. A create body only names what is to change: the rest comes from the
 * subscription, the descriptions from there or from the product.
 */
export function wantedItems(
  payload: JsonObject,
  existing: AssetRecord | undefined,
  product: ProductRecord,
): readonly Item[] {
  const asset = objectAt(payload, "asset") ?? {};
  const given = payloadItems(asset);
  const held = unchangedItems(existing?.document.items ?? []);
  if (listAt(asset, "items") === undefined) return held;
  if (filledTextAt(payload, "id") !== undefined) return given;
  const described = given.map((item) => describe(item, held, product));
  const untouched = held.filter(
    (item) => !described.some((one) => one.global_id === item.global_id),
  );
  return [...untouched, ...described];
}

/** The parameters of the request: those the subscription or product has, with the payload's over them. */
export function wantedParameters(
  payload: JsonObject,
  existing: AssetRecord | undefined,
  product: ProductRecord,
): readonly Parameter[] {
  const definitions = product.parameters.filter((parameter) => parameter.scope === "asset");
  const given = payloadParameters(objectAt(payload, "asset") ?? {}, definitions);
  const isBody = filledTextAt(payload, "id") === undefined;
  const base =
    existing?.document.params ??
    (isBody ? definitions.map((definition) => emptyParameter(definition)) : []);
  const overwritten = base.map((parameter) => {
    const write = given.find((one) => one.id === parameter.id);
    return write === undefined ? parameter : { ...parameter, ...write };
  });
  const added = given.filter((parameter) => !base.some((one) => one.id === parameter.id));
  return [...overwritten, ...added];
}

function describe(item: Item, held: readonly Item[], product: ProductRecord): Item {
  const isSame = (one: Item) => [one.id, one.global_id].includes(item.id);
  const offered = product.items.map(newItem);
  const known = held.find(isSame) ?? offered.find(isSame);
  return known === undefined ? item : { ...known, quantity: item.quantity };
}
