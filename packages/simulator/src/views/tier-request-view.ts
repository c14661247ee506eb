import type { TierConfigRecord, TierRequestRecord } from "../documents/tier.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import type { Listing } from "../rql/listing.ts";
import { findProduct } from "../rules/records.ts";
import { findTierConfig, tierConfigOf } from "../rules/tier-records.ts";
import { tierFormUrl } from "../rules/tier-rendering.ts";

/** Filters call the dates of a document by names it does not show. */
const DATES = { created: "events.created.at", updated: "events.updated.at" };

export const TIER_REQUEST_LISTING: Listing = {
  collection: "tierRequests",
  hidden: ["configuration.product.capabilities", "unassigned"],
  aliases: DATES,
};

export const TIER_CONFIG_LISTING: Listing = { collection: "tierConfigs", aliases: DATES };

/** A tier configuration request with its live configuration and the fields a list hides. */
export function tierRequestView(platform: Platform, request: TierRequestRecord): JsonObject {
  const config = tierConfigOf(platform, request);
  const { product } = config.document;
  const { capabilities } = findProduct(platform, product.id).document;
  return {
    ...shownTierRequest(platform, request),
    unassigned: request.document.assignee === "",
    configuration: { ...tierConfigView(config), product: { ...product, capabilities } },
  };
}

/** A tier configuration request as actions answer it and validators get it. */
export function shownTierRequest(platform: Platform, request: TierRequestRecord): JsonObject {
  const { document, extras } = request;
  const config = tierConfigOf(platform, request);
  const parent = config.parent === null ? undefined : findTierConfig(platform, config.parent);
  return {
    ...extras,
    ...document,
    configuration: tierConfigView(config),
    ...(parent === undefined ? {} : { parent_configuration: tierConfigView(parent) }),
    tiers: {
      tier1: config.document.tier_level === 1 ? config.document.account : null,
      tier2:
        config.document.tier_level === 2
          ? config.document.account
          : (parent?.document.account ?? null),
    },
    ...(document.status === "inquiring" ? { activation: { link: tierFormUrl(request) } } : {}),
  };
}

/** A tier configuration with the request in progress, which is null when there is none. */
export function tierConfigView({ document, extras }: TierConfigRecord): JsonObject {
  return { ...extras, ...document };
}
