import type { AssetDocument } from "../documents/asset.ts";
import type { Parameter } from "../documents/parameter.ts";
import type { ProductRecord } from "../documents/product.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { TierConfig, TierConfigRecord } from "../documents/tier.ts";
import { mintIdentifier } from "../identifiers.ts";
import { textAt, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { tierLevel } from "./capabilities.ts";
import { emptyParameter } from "./parameters.ts";
import { assetOf, findProduct } from "./records.ts";
import { enterTierRequest } from "./tier-opening.ts";
import { addTierRequest } from "./tier-request-making.ts";

/** What a configuration is kept for: one account on one level, for a product over a connection. */
export type TierSale = Pick<
  AssetDocument,
  "product" | "connection" | "marketplace" | "contract" | "tiers"
>;

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
    const { document } =
      tierConfigFor(platform, asset, level, id) ??
      setUpTierConfig(platform, asset, level, { ...account, id });
    return document.status === "active" ? [] : [document.id];
  });
}

/** Makes a configuration for an account, with the request to set it up. */
export function setUpTierConfig(
  platform: Platform,
  sale: TierSale,
  level: 1 | 2,
  account: JsonObject & { readonly id: string },
): TierConfigRecord {
  const config = addTierConfig(platform, sale, level, account);
  enterTierRequest(
    platform,
    addTierRequest(platform, config, {
      type: "setup",
      params: config.document.params,
      notes: "",
      status: "pending",
    }),
  );
  return config;
}

/** Makes a configuration nobody has asked to set up yet. */
export function addTierConfig(
  platform: Platform,
  sale: TierSale,
  level: 1 | 2,
  account: JsonObject & { readonly id: string },
): TierConfigRecord {
  const id = mintIdentifier(platform, "tierConfig");
  const at = stamp(platform);
  const document: TierConfig = {
    id,
    name: `Configuration of ${account.id}`,
    status: "processing",
    tier_level: level,
    account,
    product: sale.product,
    connection: sale.connection,
    marketplace: sale.marketplace,
    contract: sale.contract,
    params: tierParameters(findProduct(platform, sale.product.id), level),
    configuration: { params: [] },
    template: null,
    open_request: null,
    events: { created: { at }, updated: { at } },
  };
  const above = level === 1 ? textAt(sale.tiers.tier2, "id") : undefined;
  const parent = above === undefined ? undefined : tierConfigFor(platform, sale, 2, above);
  const record = { document, extras: {}, parent: parent?.document.id ?? null, issued: 0 };
  platform.store.put("tierConfigs", id, record);
  return record;
}

/** The configuration of an account for a product and connection, whatever its status. */
export function tierConfigFor(
  platform: Platform,
  sale: Pick<TierSale, "product" | "connection">,
  level: 1 | 2,
  accountId: string,
): TierConfigRecord | undefined {
  return platform.store
    .values("tierConfigs")
    .find(
      ({ document }) =>
        document.tier_level === level &&
        document.account.id === accountId &&
        document.product.id === sale.product.id &&
        document.connection.id === sale.connection.id,
    );
}

/** The parameters of a level, without values. */
function tierParameters(product: ProductRecord, level: 1 | 2): readonly Parameter[] {
  const scope = `tier${level}`;
  return product.parameters
    .filter((definition) => definition.scope === scope)
    .map((definition) => emptyParameter(definition, { scope }));
}
