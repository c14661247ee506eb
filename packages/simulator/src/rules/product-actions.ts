import type { ProductAction, ProductRecord } from "../documents/product.ts";
import { mintSecret } from "../identifiers.ts";
import { filledTextAt, textOr } from "../json-reading.ts";
import { nowOf, type Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { signedClaims } from "../signed-claims.ts";
import { productAction } from "./product-making.ts";
import {
  findPart,
  movedEvents,
  newEvents,
  nextPartNumber,
  putPart,
  writeProduct,
} from "./product-parts.ts";
import { findAsset } from "./records.ts";
import { findTierConfig } from "./tier-records.ts";

/** An action as a body writes it, over the one that was there. */
export function writeAction(
  platform: Platform,
  product: ProductRecord,
  id: string | undefined,
  body: unknown,
): ProductAction {
  const action =
    id === undefined
      ? newAction(platform, product, body)
      : changedAction(platform, findPart(product, "actions", id), body);
  putPart(platform, product, "actions", action);
  return action;
}

function newAction(platform: Platform, product: ProductRecord, body: unknown): ProductAction {
  const [action, name] = [filledTextAt(body, "action"), filledTextAt(body, "name")];
  if (action === undefined) throw invalid("action: This field is required.");
  if (name === undefined) throw invalid("name: This field is required.");
  return productAction(
    product.document.id,
    {
      action,
      name,
      description: textOr(body, "description", name),
      type: textOr(body, "type", "button"),
      scope: textOr(body, "scope", "asset"),
    },
    nextPartNumber(product.actions),
    newEvents(platform),
  );
}

function changedAction(platform: Platform, before: ProductAction, body: unknown): ProductAction {
  const name = textOr(body, "name", before.name);
  return {
    ...before,
    name,
    title: name,
    action: textOr(body, "action", before.action),
    description: textOr(body, "description", before.description),
    type: textOr(body, "type", before.type),
    scope: textOr(body, "scope", before.scope),
    events: movedEvents(platform, before.events),
  };
}

/** Links that were signed with the secret before are worth nothing from now on. */
export function regenerateSecret(platform: Platform, product: ProductRecord): string {
  const actionSecret = mintSecret(platform);
  writeProduct(platform, { ...product, actionSecret });
  return actionSecret;
}

/**
 * A link to the vendor's page for an action about one subscription or one tier configuration. Its `jwt` is signed
 * with the product's secret and good for five minutes.
 */
export function actionLink(
  platform: Platform,
  product: ProductRecord,
  id: string,
  query: URLSearchParams,
): string {
  const action = findPart(product, "actions", id);
  const assetId = query.get("asset_id");
  const configId = query.get("tier_config_id");
  if ((assetId === null) === (configId === null)) {
    throw invalid("Exactly one of asset_id and tier_config_id is required.");
  }
  const target =
    assetId === null
      ? { tier_config_id: findTierConfig(platform, configId ?? "").document.id }
      : { asset_id: findAsset(platform, assetId).document.id };
  const claims = { action_id: action.action, api_url: "/public/v1", ...target };
  const token = signedClaims(product.actionSecret, claims, Math.floor(nowOf(platform) / 1000));
  return `https://actions.vendor.example/${product.document.id}/${action.action}?jwt=${token}`;
}
