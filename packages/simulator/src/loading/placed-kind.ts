import { filledTextAt, isObject, objectAt, textAt, valueAt } from "../json-reading.ts";

export type PlacedKind = "product" | "subscription" | "tierConfig" | "tierRequest" | "request";

const SUBSCRIPTION = /^AS-\d/u;
const PRODUCT = /^(?:PRD|CN)(?:-\d{3,4}){3}$/u;

/** What a document is, by its id and by what it is made of; undefined for what cannot be placed. */
export function kindOf(document: unknown): PlacedKind | undefined {
  if (!isObject(document)) return undefined;
  const id = textAt(document, "id") ?? "";
  if (objectAt(document, "asset") !== undefined) return "request";
  if (objectAt(document, "configuration") !== undefined && isTierRequest(document, id)) {
    return "tierRequest";
  }
  if (/^TC-\d/u.test(id) || hasTier(document)) return "tierConfig";
  if (SUBSCRIPTION.test(id)) return "subscription";
  return PRODUCT.test(id) && filledTextAt(document, "name") !== undefined ? "product" : undefined;
}

/** Its configuration is one of a reseller's; a subscription has a configuration as well. */
function isTierRequest(document: unknown, id: string): boolean {
  const configuration = objectAt(document, "configuration");
  return (
    /^TCR-\d/u.test(id) ||
    hasTier(configuration) ||
    (textAt(configuration, "id") ?? "").startsWith("TC-")
  );
}

function hasTier(document: unknown): boolean {
  return (
    valueAt(document, "tier_level") !== undefined && objectAt(document, "account") !== undefined
  );
}
