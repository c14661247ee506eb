import { VENDOR_USER } from "../accounts.ts";
import type { Template } from "../documents/product.ts";
import type { TierRequestEvents, TierRequestRecord } from "../documents/tier.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { missingRequired } from "./parameters.ts";
import { tierConfigOf, tierProductOf, writeTierConfig, writeTierRequest } from "./tier-records.ts";

/**
 * Sends a new or submitted tier request on its way: the level above goes first (`tiers_setup`), then the
 * reseller is asked for required values that are missing (`inquiring`), then it is the vendor's (`pending`).
 */
export function enterTierRequest(
  platform: Platform,
  request: TierRequestRecord,
): TierRequestRecord {
  const config = tierConfigOf(platform, request);
  // An adjustment is the vendor's own and leaves the configuration as it is.
  const status = request.document.type === "adjustment" ? config.document.status : "processing";
  writeTierConfig(platform, config, { status });
  return isBehindParent(platform, request)
    ? writeTierRequest(platform, request, { status: "tiers_setup" })
    : proceedTierRequest(platform, request);
}

/** The way on when the level above is no longer in the way. */
export function proceedTierRequest(
  platform: Platform,
  request: TierRequestRecord,
): TierRequestRecord {
  const asks = request.document.type !== "adjustment";
  return asks && missingRequired(request.document.params, "ordering").length > 0
    ? askReseller(platform, request, undefined)
    : makeTierPending(platform, request);
}

export function makeTierPending(platform: Platform, request: TierRequestRecord): TierRequestRecord {
  return writeTierRequest(platform, request, {
    status: "pending",
    template: standardTemplate(platform, request, "fulfillment"),
    events: stamped(platform, request, "pended"),
  });
}

export function askReseller(
  platform: Platform,
  request: TierRequestRecord,
  chosen: { readonly id: string; readonly name: string } | undefined,
): TierRequestRecord {
  return writeTierRequest(platform, request, {
    status: "inquiring",
    template: chosen ?? standardTemplate(platform, request, "inquire"),
    events: stamped(platform, request, "inquired"),
  });
}

/** The events of a request with one more, now, by the vendor's user. */
export function stamped(
  platform: Platform,
  { document }: TierRequestRecord,
  event: "inquired" | "pended" | "approved" | "failed",
): TierRequestEvents {
  const at = stampAfter(platform, document.events.updated.at);
  return { ...document.events, [event]: { at, by: VENDOR_USER } };
}

/** The template of the configuration's level that nobody chose. */
function standardTemplate(platform: Platform, request: TierRequestRecord, type: Template["type"]) {
  const scope = `tier${tierConfigOf(platform, request).document.tier_level}`;
  const fitting = tierProductOf(platform, request).templates.filter((one) => one.scope === scope);
  const template = fitting.find((one) => one.type === type) ?? fitting[0];
  return template === undefined ? null : { id: template.id, name: template.name };
}

function isBehindParent(platform: Platform, request: TierRequestRecord): boolean {
  const { parent } = tierConfigOf(platform, request);
  const above = parent === null ? undefined : platform.store.get("tierConfigs", parent);
  const open = platform.store.get("tierRequests", above?.document.open_request?.id ?? "");
  return open !== undefined && open.document.status !== "draft";
}
