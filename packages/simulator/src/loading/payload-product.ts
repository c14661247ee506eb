import { listAt, objectAt, textAt, textIn, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { DEFAULT_PRODUCT_ID, DEFAULT_TEMPLATES } from "../rules/default-product.ts";
import {
  makeProduct,
  type NewItem,
  type NewParameter,
  type NewTemplate,
} from "../rules/product-making.ts";
import { neededCapabilities } from "./needed-capabilities.ts";
import { payloadItems } from "./payload-items.ts";
import { payloadParameters } from "./payload-parameters.ts";

/** The product of each payload: that of its subscription, which any payload of it may tell; else the default one. */
export function productsOf(
  platform: Platform,
  payloads: readonly JsonObject[],
): ReadonlyMap<JsonObject, string> {
  const bySubscription = new Map<string, string>();
  for (const payload of payloads) {
    const told = toldProduct(payload);
    const assetId = textIn(payload, "asset", "id");
    if (told === undefined || assetId === undefined || bySubscription.has(assetId)) continue;
    bySubscription.set(assetId, told);
  }
  return new Map(
    payloads.map((payload) => {
      const assetId = textIn(payload, "asset", "id") ?? "";
      const known = platform.store.get("assets", assetId)?.document.product.id;
      const id = known ?? bySubscription.get(assetId) ?? toldProduct(payload);
      return [payload, id ?? DEFAULT_PRODUCT_ID];
    }),
  );
}

/** Named, or told by the id of an item. */
function toldProduct(payload: JsonObject): string | undefined {
  const asset = objectAt(payload, "asset");
  const named = textIn(asset, "product", "id");
  if (named !== undefined && named !== "") return named;
  return (listAt(asset, "items") ?? [])
    .map((item) => textAt(item, "global_id") ?? textAt(item, "id") ?? "")
    .map((id) => /^(PRD-\d{3}-\d{3}-\d{3})-\d+$/u.exec(id)?.[1])
    .find((id) => id !== undefined);
}

/** Makes up a product from everything that is loaded for it, such that all of it is legal there. */
export function makeProductFrom(
  platform: Platform,
  id: string,
  payloads: readonly JsonObject[],
  capabilities: JsonObject = neededCapabilities(payloads),
): void {
  const assets = payloads.map((payload) => objectAt(payload, "asset") ?? {});
  const needsTiers = payloads.some((payload) => textAt(payload, "status") === "tiers_setup");
  const names = assets.map((asset) => textIn(asset, "product", "name"));
  makeProduct(platform, {
    id,
    name: names.find((name) => name !== undefined) ?? `Product ${id}`,
    capabilities,
    items: offeredItems(assets),
    parameters: [...definedParameters(assets), ...(needsTiers ? [TIER_PARAMETER] : [])],
    templates: [...namedTemplates(payloads), ...DEFAULT_TEMPLATES],
    actions: [],
  });
}

const TIER_PARAMETER: NewParameter = { name: "tier1_id", scope: "tier1", phase: "fulfillment" };
function offeredItems(assets: readonly JsonObject[]): readonly NewItem[] {
  const items = assets.flatMap((asset) => payloadItems(asset));
  const distinct = new Map(items.map((item) => [item.global_id, item]));
  return [...distinct.values()].map((item) => ({
    id: item.global_id,
    local_id: item.id,
    mpn: item.mpn,
    name: item.display_name,
    type: item.item_type.toLowerCase() === "ppu" ? "ppu" : "reservation",
    period: item.period?.toLowerCase() ?? "monthly",
    unit: item.type,
  }));
}

function definedParameters(assets: readonly JsonObject[]): readonly NewParameter[] {
  const parameters = assets.flatMap((asset) => payloadParameters(asset, []));
  const distinct = new Map(parameters.map((parameter) => [parameter.id, parameter]));
  return [...distinct.values()].map((parameter) => ({
    name: parameter.id,
    title: parameter.title,
    description: parameter.description,
    type: parameter.type,
    phase: parameter.phase,
    constraints: parameter.constraints,
  }));
}

/** Templates the payloads name, of the kind that fits the status they were named in. */
function namedTemplates(payloads: readonly JsonObject[]): readonly NewTemplate[] {
  const templates = new Map<string, NewTemplate>();
  for (const payload of payloads) {
    const id = textIn(payload, "template", "id");
    if (id === undefined || id === "") continue;
    templates.set(id, {
      id,
      name: textIn(payload, "template", "name") ?? id,
      type: textAt(payload, "status") === "inquiring" ? "inquire" : "fulfillment",
      body: "Your request {{ id }} is done.\n",
    });
  }
  return [...templates.values()];
}
