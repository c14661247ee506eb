import { marketplaceOf } from "../accounts.ts";
import type { AssetDocument, AssetRecord } from "../documents/asset.ts";
import type { Item } from "../documents/item.ts";
import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import { objectAt, textAt, textIn, valueAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { dateAt } from "./new-request.ts";
import { orderedTiers, refuseDuplicate } from "./purchase.ts";
import { changedItems, draftedItems } from "./quantities.ts";
import { assetOf, productOf, writeAsset } from "./records.ts";
import { checkPlannedDate } from "./request-gates.ts";

/**
 * Writes into a draft what its body may say beside values and the note: the items and the planned date, and of an order
 * all else that makes it. The distributor's bridge makes drafts of little and sends the whole order before it submits.
 */
export function draftChanges(
  platform: Platform,
  request: RequestRecord,
  body: unknown,
): Partial<RequestDocument> {
  const product = productOf(platform, request);
  const { type, planned_date, asset } = request.document;
  checkPlannedDate(product.document, type, body);
  const wanted = objectAt(body, "asset");
  const ordered = type === "purchase" ? writeOrder(platform, request, body) : {};
  const items = valueAt(wanted, "items");
  return {
    ...ordered,
    planned_date: dateAt(body, "planned_date") ?? planned_date,
    asset: items === undefined ? asset : { ...asset, items: draftItems(platform, request, items) },
  };
}

function draftItems(platform: Platform, request: RequestRecord, wanted: unknown): readonly Item[] {
  const catalog = productOf(platform, request).items;
  return request.document.type === "purchase"
    ? draftedItems(wanted, catalog)
    : changedItems(assetOf(platform, request).document.items, wanted, catalog);
}

/** What is not given stays. */
function writeOrder(
  platform: Platform,
  request: RequestRecord,
  body: unknown,
): Partial<Pick<RequestDocument, "marketplace">> {
  const asset = assetOf(platform, request);
  const wanted = objectAt(body, "asset");
  const marketplaceId = textIn(body, "marketplace", "id");
  const marketplace =
    marketplaceId === undefined ? {} : { marketplace: marketplaceOf(marketplaceId) };
  writeAsset(platform, asset, { ...identityIn(platform, asset, wanted), ...marketplace });
  return marketplace;
}

function identityIn(
  platform: Platform,
  { document }: AssetRecord,
  wanted: JsonObject | undefined,
): Pick<AssetDocument, "external_id" | "external_uid" | "tiers"> {
  const uid = textAt(wanted, "external_uid");
  refuseDuplicate(platform, document.connection.id, document.product.id, uid, document.id);
  const tiers = objectAt(wanted, "tiers");
  return {
    external_id: textAt(wanted, "external_id") ?? document.external_id,
    external_uid: uid ?? document.external_uid,
    tiers: tiers === undefined ? document.tiers : orderedTiers(platform, tiers),
  };
}
