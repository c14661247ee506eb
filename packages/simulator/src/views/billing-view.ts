import type { AssetRecord } from "../documents/asset.ts";
import type { BillingRequest } from "../documents/billing.ts";
import type { Item } from "../documents/item.ts";
import { anniversaryOf, formatInstant, parseInstant } from "../instants.ts";
import { textAt, type JsonObject } from "../json-reading.ts";
import { nowOf, type Platform } from "../platform.ts";
import type { Listing } from "../rql/listing.ts";
import { nextBilling, unitOf } from "../rules/billing-periods.ts";
import { findAsset } from "../rules/records.ts";
import { fullAssetView } from "./asset-view.ts";

export const BILLED_ASSET_LISTING: Listing = {
  collection: "billedAssets",
  hidden: ["pending_request", "template"],
};
export const BILLING_REQUEST_LISTING: Listing = { collection: "billingRequests" };

/** A subscription as those who bill it see it: quantities are numbers, and what is billed when. */
export function billedAssetView(platform: Platform, asset: AssetRecord): JsonObject {
  const items = asset.document.items.map((item) => ({
    ...billedItem(item),
    billing: { stats: statsOf(platform, asset, item.global_id) },
  }));
  return {
    ...fullAssetView(platform, asset),
    items,
    billing: { ...billingOf(platform, asset), stats: statsOf(platform, asset, undefined) },
    renewal_expiration_date: null,
  };
}

/** A billing request with its live subscription. */
export function billingRequestView(platform: Platform, request: BillingRequest): JsonObject {
  const asset = findAsset(platform, request.asset.id);
  const { items: _items, tiers, ...document } = asset.document;
  return { ...request, asset: { ...document, tiers, billing: billingOf(platform, asset) } };
}

/** An item as bills show it; an unlimited quantity has no number. */
export function billedItem(item: Item): JsonObject {
  const { id, global_id, mpn, display_name, type } = item;
  const quantity = Number(item.quantity);
  return {
    id,
    global_id,
    mpn,
    display_name,
    type,
    item_type: item.item_type.toLowerCase(),
    period: item.period?.toLowerCase() ?? null,
    quantity: Number.isNaN(quantity) ? -1 : quantity,
  };
}

function billingOf(platform: Platform, asset: AssetRecord): JsonObject {
  const uom = unitOf(asset.document.items[0]?.period);
  const start = activatedAt(platform, asset);
  const anniversary = anniversaryOf(parseInstant(start) ?? 0);
  const first = parseInstant(asset.billedFrom ?? "");
  const next =
    first !== undefined && first > nowOf(platform)
      ? first
      : nextBilling(asset.billedFrom ?? start, uom, nowOf(platform));
  return { period: { delta: 1, uom }, next_date: formatInstant(next), anniversary };
}

/** When the purchase took effect; before that, when the subscription was made. */
function activatedAt(platform: Platform, asset: AssetRecord): string {
  const purchase = asset.requests
    .map((id) => platform.store.get("requests", id)?.document)
    .find((request) => request?.type === "purchase" && request.status === "approved");
  return purchase?.effective_date ?? asset.document.events.created.at;
}

function statsOf(platform: Platform, asset: AssetRecord, item: string | undefined): JsonObject {
  const requests = platform.store
    .list("billingRequests")
    .filter(
      (request) =>
        request.asset.id === asset.document.id &&
        (item === undefined || request.items.some((one) => textAt(one, "global_id") === item)),
    );
  return {
    vendor: countOf(requests.filter(({ type }) => type === "vendor")),
    provider: countOf(requests.filter(({ type }) => type === "provider")),
  };
}

function countOf(requests: readonly BillingRequest[]): JsonObject {
  const last = requests.at(-1);
  return {
    count: requests.length,
    last_request: last === undefined ? null : { id: last.id, type: last.type, period: last.period },
  };
}
