import type { AssetDocument } from "../documents/asset.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { TierConfig, TierRequest } from "../documents/tier.ts";
import { mintIdentifier, numberedIdentifier } from "../identifiers.ts";
import { textAt, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { tierLevel } from "./capabilities.ts";
import { assetOf, findProduct } from "./records.ts";

/**
 * The tier configurations a request must wait for. Those that do not exist yet are made, with a
 * tier configuration request each. A level counts when the product's reseller authorization reaches it, the
 * product has a parameter of that level, and the request names the account.
 */
export function openTierConfigs(platform: Platform, request: RequestRecord): readonly string[] {
  const asset = assetOf(platform, request).document;
  const product = findProduct(platform, asset.product.id);
  const highest = tierLevel(product.document);
  const levels = ([2, 1] as const).filter(
    (level) =>
      level <= highest &&
      product.parameters.some((parameter) => parameter.scope === `tier${level}`),
  );
  return levels.flatMap((level) => {
    const account = asset.tiers[`tier${level}`];
    const id = textAt(account, "id");
    if (id === undefined) return [];
    const config =
      findTierConfig(platform, asset, level, id) ??
      addTierConfig(platform, asset, level, { ...account, id });
    return config.status === "active" ? [] : [config.id];
  });
}

/** Makes a configuration in setup for an account that a loaded request is waiting for. */
export function addTierConfig(
  platform: Platform,
  asset: AssetDocument,
  level: 1 | 2,
  account: JsonObject & { readonly id: string },
): TierConfig {
  const id = mintIdentifier(platform, "tierConfig");
  const requestId = numberedIdentifier("TCR", id, 1);
  const at = stamp(platform);
  const events = { created: { at }, updated: { at } };
  const params = parametersOf(platform, asset, level);
  const config: TierConfig = {
    id,
    name: `Configuration of ${textAt(account, "name") ?? account.id}`,
    status: "processing",
    tier_level: level,
    account,
    product: asset.product,
    connection: asset.connection,
    marketplace: asset.marketplace,
    contract: asset.contract,
    params,
    open_request: { id: requestId },
    events,
  };
  const request: TierRequest = {
    id: requestId,
    type: "setup",
    // The second level is set up before the first.
    status: level === 1 && hasOpenSecondLevel(platform, asset) ? "tiers_setup" : "pending",
    configuration: { id },
    params,
    environment: asset.connection.type,
    assignee: "",
    template: null,
    reason: "",
    notes: "",
    effective_date: null,
    events,
  };
  platform.store.put("tierConfigs", id, config);
  platform.store.put("tierRequests", requestId, request);
  return config;
}

/** The configuration of an account for a product and connection, whatever its status. */
export function findTierConfig(
  platform: Platform,
  asset: AssetDocument,
  level: 1 | 2,
  accountId: string,
): TierConfig | undefined {
  return platform.store
    .list("tierConfigs")
    .find(
      (config) =>
        config.tier_level === level &&
        config.account.id === accountId &&
        config.product.id === asset.product.id &&
        config.connection.id === asset.connection.id,
    );
}

function hasOpenSecondLevel(platform: Platform, asset: AssetDocument): boolean {
  const id = textAt(asset.tiers.tier2, "id");
  return id !== undefined && findTierConfig(platform, asset, 2, id)?.status === "processing";
}

function parametersOf(
  platform: Platform,
  asset: AssetDocument,
  level: 1 | 2,
): readonly JsonObject[] {
  return findProduct(platform, asset.product.id)
    .parameters.filter((parameter) => parameter.scope === `tier${level}`)
    .map((parameter) => ({
      id: parameter.name,
      name: parameter.name,
      type: parameter.type,
      phase: parameter.phase,
      scope: parameter.scope,
      title: parameter.title,
      description: parameter.description,
      value: "",
      value_error: "",
      constraints: parameter.constraints,
    }));
}
