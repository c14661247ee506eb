import type { AssetRecord } from "../documents/asset.ts";
import type { BillingPeriod, BillingRequest } from "../documents/billing.ts";
import type { Role } from "../http/roles.ts";
import { numberedIdentifier } from "../identifiers.ts";
import {
  isObject,
  listAt,
  objectAt,
  objectOr,
  textAt,
  textIn,
  valueAt,
  type JsonObject,
} from "../json-reading.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";
import { forbidden, invalid, notFound, wrongStatus } from "../refusal.ts";
import { billedItem } from "../views/billing-view.ts";
import { isUnit } from "./billing-periods.ts";
import { dateAt } from "./new-request.ts";

export function findBillingRequest(platform: Platform, id: string): BillingRequest {
  const request = platform.store.get("billingRequests", id);
  if (request === undefined) throw notFound("Billing request");
  return request;
}

/**
 * `POST /subscriptions/requests`. The specification has the subscription and the period in flat fields
 * (`asset_id`, `period_from`), clients send them as objects (`asset.id`, `period.from`); both are taken. Each side
 * writes its own bills, for subscriptions that have been activated.
 */
export function createBillingRequest(
  platform: Platform,
  role: Role,
  body: unknown,
): BillingRequest {
  if (!isObject(body)) throw invalid("Expected a JSON object.");
  const type = textAt(body, "type");
  if (type !== "vendor" && type !== "provider") {
    throw invalid(`type: "${type ?? ""}" is not a valid choice.`);
  }
  if ((type === "vendor") !== (role === "vendor")) throw forbidden();
  const asset = billedAsset(platform, body);
  if (["draft", "processing"].includes(asset.document.status)) {
    throw wrongStatus("Billing requests can be created for active subscriptions only.");
  }
  const at = stamp(platform);
  const request: BillingRequest = {
    id: nextId(platform, type, asset.document.id),
    type,
    asset: { id: asset.document.id },
    items: billedItems(platform, asset, type, listAt(body, "items")),
    period: periodIn(body),
    attributes: attributesIn(objectAt(body, "attributes"), { vendor: {}, provider: {} }),
    events: { created: { at }, updated: { at } },
  };
  platform.store.put("billingRequests", request.id, request);
  return request;
}

/** Each side writes its own attributes; those of the other stay. */
export function writeAttributes(
  platform: Platform,
  role: Role,
  id: string,
  body: unknown,
): BillingRequest {
  const request = findBillingRequest(platform, id);
  const own = role === "vendor" ? "vendor" : "provider";
  const wanted = objectAt(body, own);
  if (wanted === undefined) throw invalid(`${own}: This field is required.`);
  const at = stampAfter(platform, request.events.updated.at);
  const written: BillingRequest = {
    ...request,
    attributes: { ...request.attributes, [own]: wanted },
    events: { ...request.events, updated: { at } },
  };
  platform.store.put("billingRequests", id, written);
  return written;
}

function billedAsset(platform: Platform, body: JsonObject): AssetRecord {
  const id = textAt(body, "asset_id") ?? textIn(body, "asset", "id");
  const uid = textAt(body, "asset_external_uid") ?? textIn(body, "asset", "external_uid");
  if (id === undefined && uid === undefined) throw invalid("asset_id: This field is required.");
  const asset =
    id === undefined
      ? platform.store.values("assets").find(({ document }) => document.external_uid === uid)
      : platform.store.get("assets", id);
  if (asset === undefined) throw invalid(`asset: Asset "${id ?? uid ?? ""}" does not exist.`);
  return asset;
}

function billedItems(
  platform: Platform,
  asset: AssetRecord,
  type: BillingRequest["type"],
  wanted: readonly unknown[] | undefined,
): readonly JsonObject[] {
  if (wanted === undefined || wanted.length === 0)
    throw invalid("items: This list may not be empty.");
  return wanted.map((entry) => {
    const id = textAt(entry, "id") ?? textAt(entry, "global_id") ?? "";
    const item = asset.document.items.find((one) => one.id === id || one.global_id === id);
    if (item === undefined) throw invalid(`items: Item "${id}" does not exist.`);
    const cycle_number = 1 + cyclesOf(platform, asset, type, item.global_id);
    return { ...billedItem(item), billing: { cycle_number } };
  });
}

/** How often the item was billed by this side before. */
function cyclesOf(
  platform: Platform,
  asset: AssetRecord,
  type: BillingRequest["type"],
  item: string,
): number {
  return platform.store
    .list("billingRequests")
    .filter(
      (request) =>
        request.type === type &&
        request.asset.id === asset.document.id &&
        request.items.some((one) => textAt(one, "global_id") === item),
    ).length;
}

function periodIn(body: JsonObject): BillingPeriod {
  const period = objectOr(body, "period", {
    from: valueAt(body, "period_from"),
    to: valueAt(body, "period_to"),
    delta: valueAt(body, "period_delta"),
    uom: valueAt(body, "period_uom"),
  });
  const [from, to] = [dateAt(period, "from"), dateAt(period, "to")];
  const delta = Number(valueAt(period, "delta") ?? 1);
  const uom = textAt(period, "uom") ?? "monthly";
  if (from === null) throw invalid("period.from: This field is required.");
  if (to === null) throw invalid("period.to: This field is required.");
  if (!(delta > 0)) throw invalid("period.delta: A valid number is required.");
  if (!isUnit(uom)) throw invalid(`period.uom: "${uom}" is not a valid choice.`);
  return { from, to, delta, uom };
}

function attributesIn(
  given: JsonObject | undefined,
  before: BillingRequest["attributes"],
): BillingRequest["attributes"] {
  return {
    vendor: objectOr(given, "vendor", before.vendor),
    provider: objectOr(given, "provider", before.provider),
  };
}

/** `BRV-1895-0864-1238-0002` for the vendor's bills, `BRP-…` for the provider's. */
function nextId(platform: Platform, type: BillingRequest["type"], assetId: string): string {
  const prefix = type === "vendor" ? "BRV" : "BRP";
  for (let number = 1; ; number += 1) {
    const id = numberedIdentifier(prefix, assetId, number, 4);
    if (!platform.store.has("billingRequests", id)) return id;
  }
}
