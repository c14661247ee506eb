import type { ProductDocument } from "../documents/product.ts";
import { isObject, valueAt, type JsonObject } from "../json-reading.ts";

/** Whether a product's capability is on; a missing or null key anywhere on the way means off. */
export function isOn(product: ProductDocument, ...path: readonly string[]): boolean {
  return capabilityAt(product, ...path) === true;
}

export function canSchedule(product: ProductDocument, type: string): boolean {
  return isOn(product, "subscription", type, "scheduling");
}

/** Whether requests of a type may be created as drafts, to be validated by the vendor first. */
export function canDraft(product: ProductDocument, type: string): boolean {
  return type === "purchase"
    ? isOn(product, "cart", "validation")
    : isOn(product, "subscription", type, "validation");
}

/** Whether parameters may be written while the customer is asked for them. */
export function validatesInquiry(product: ProductDocument, type: string): boolean {
  return type === "purchase"
    ? isOn(product, "inquiring", "validation")
    : isOn(product, "subscription", type, "inquiring_validation");
}

/** Up to which level resellers must be authorized; 0 when they need not be. */
export function tierLevel(product: ProductDocument): 0 | 1 | 2 {
  const level = capabilityAt(product, "tiers", "configs", "level");
  return level === 1 || level === 2 ? level : 0;
}

/**
 * New capabilities written over old ones, key by key. The write-only switches `ppu.ppu` and
 * `tiers.configs.configs` turn their branch off when false and are not kept.
 */
export function mergedCapabilities(old: JsonObject, wanted: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(wanted)) {
    const before = valueAt(old, key);
    merged[key] = isObject(value) ? branch(key, isObject(before) ? before : {}, value) : value;
  }
  return merged;
}

function branch(key: string, old: JsonObject, wanted: JsonObject): JsonObject | null {
  if (valueAt(wanted, key) === false && (key === "ppu" || key === "configs")) return null;
  const rest = Object.fromEntries(
    Object.entries(wanted).filter(([name]) => name !== key || (key !== "ppu" && key !== "configs")),
  );
  return mergedCapabilities(old, rest);
}

function capabilityAt(product: ProductDocument, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((branchOf, key) => valueAt(branchOf, key), product.capabilities);
}
