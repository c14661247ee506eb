import { filledTextAt, objectAt, textOr, valueAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { completed } from "../rules/default-product.ts";
import { configurationsOf, makeProduct } from "../rules/product-making.ts";
import type { Placing } from "./placing.ts";

/** Puts a product on the platform with its own capabilities, and with the items and texts of the default one. */
export function placeProduct(platform: Platform, document: JsonObject): Placing {
  const id = filledTextAt(document, "id") ?? "";
  if (platform.store.has("products", id)) return { reason: `Product ${id} is there already.` };
  const told = objectAt(document, "capabilities");
  const capabilities = told ?? olderCapabilities(document);
  const made = makeProduct(
    platform,
    completed({ name: textOr(document, "name", id), capabilities }, id),
  );
  const version = valueAt(document, "version");
  platform.store.put("products", id, {
    ...made,
    document: {
      ...made.document,
      icon: textOr(document, "icon", made.document.icon),
      short_description: textOr(document, "short_description", made.document.short_description),
      detailed_description: textOr(
        document,
        "detailed_description",
        made.document.detailed_description,
      ),
      status: textOr(document, "status", made.document.status),
      version: typeof version === "number" ? version : made.document.version,
      configurations: configurationsOf(capabilities),
    },
  });
  return {
    id,
    notes: [
      "Items, parameters and templates made up.",
      ...(told === undefined ? ["Capabilities taken from its configurations."] : []),
    ],
  };
}

/** Before there were capabilities, a product told two of them as configurations. */
function olderCapabilities(document: JsonObject): JsonObject {
  const configurations = objectAt(document, "configurations");
  const isOn = (name: string) => valueAt(configurations, name) === true;
  return {
    subscription: { hold: isOn("suspend_resume_supported") },
    tiers: { configs: isOn("requires_reseller_information") ? { level: 1 } : null },
  };
}
