import type { AssetDocument, AssetRecord } from "../documents/asset.ts";
import type { ProductRecord } from "../documents/product.ts";
import type { RequestDocument, RequestRecord } from "../documents/request.ts";
import { stampAfter, type Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";
import { isOpen } from "./request-types.ts";

export function findRequest(platform: Platform, id: string): RequestRecord {
  const record = platform.store.get("requests", id);
  if (record === undefined) throw notFound("Request");
  return record;
}

export function findAsset(platform: Platform, id: string): AssetRecord {
  const record = platform.store.get("assets", id);
  if (record === undefined) throw notFound("Asset");
  return record;
}

export function findProduct(platform: Platform, id: string): ProductRecord {
  const record = platform.store.get("products", id);
  if (record === undefined) throw notFound("Product");
  return record;
}

/** The subscription a request belongs to. */
export function assetOf(platform: Platform, request: RequestRecord): AssetRecord {
  return findAsset(platform, request.document.asset.id);
}

/** The product a request is about. */
export function productOf(platform: Platform, request: RequestRecord): ProductRecord {
  return findProduct(platform, assetOf(platform, request).document.product.id);
}

/** The requests of a subscription that have not ended, oldest first. */
export function openRequests(platform: Platform, asset: AssetRecord): readonly RequestRecord[] {
  return asset.requests.flatMap((id) => {
    const request = platform.store.get("requests", id);
    return request !== undefined && isOpen(request.document.status) ? [request] : [];
  });
}

/** The request of a subscription that was approved last. */
export function lastApproved(platform: Platform, asset: AssetRecord): RequestRecord | undefined {
  const id = asset.requests.findLast(
    (request) => platform.store.get("requests", request)?.document.status === "approved",
  );
  return id === undefined ? undefined : platform.store.get("requests", id);
}

/** Writes a request; `updated` moves with every write. `at` is given where the write has its own time. */
export function writeRequest(
  platform: Platform,
  request: RequestRecord,
  changes: Partial<RequestDocument>,
  own: Partial<Pick<RequestRecord, "formCode" | "waitsFor">> & { readonly at?: string } = {},
): RequestRecord {
  const { at, ...record } = own;
  const updated = at ?? stampAfter(platform, request.document.updated);
  const written: RequestRecord = {
    ...request,
    ...record,
    document: {
      ...request.document,
      ...changes,
      updated,
      events: { ...request.document.events, updated: { at: updated } },
    },
  };
  platform.store.put("requests", written.document.id, written);
  return written;
}

/** Writes a subscription; `events.updated` moves with every write. */
export function writeAsset(
  platform: Platform,
  asset: AssetRecord,
  changes: Partial<AssetDocument>,
  own: Partial<Pick<AssetRecord, "requests" | "issued" | "cancelledFrom" | "billedFrom">> = {},
): AssetRecord {
  const at = stampAfter(platform, asset.document.events.updated.at);
  const written: AssetRecord = {
    ...asset,
    ...own,
    document: {
      ...asset.document,
      ...changes,
      events: { ...asset.document.events, updated: { at } },
    },
  };
  platform.store.put("assets", written.document.id, written);
  return written;
}
