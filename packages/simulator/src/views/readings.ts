import type { AssetRecord } from "../documents/asset.ts";
import type { RequestRecord } from "../documents/request.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";
import { findAsset, findRequest } from "../rules/records.ts";
import { fullAssetView } from "./asset-view.ts";
import { briefRequestView, fullRequestView } from "./request-view.ts";

/** A subscription as a read shows it. */
export function readAsset(platform: Platform, id: string): JsonObject {
  return platform.veil.held.get(id)?.asset ?? fullAssetView(platform, findAsset(platform, id));
}

/** All subscriptions as a list shows them. */
export function listedAssets(platform: Platform): readonly JsonObject[] {
  return platform.store.list("assets").map(({ document }) => readAsset(platform, document.id));
}

/** A request as a read shows it; undefined when it was not there yet. */
function shownRequest(platform: Platform, record: RequestRecord): JsonObject | undefined {
  const held = platform.veil.held.get(record.document.asset.id);
  if (held === undefined) return fullRequestView(platform, record);
  return held.requests.get(record.document.id);
}

export function readRequest(platform: Platform, id: string): JsonObject {
  const shown = shownRequest(platform, findRequest(platform, id));
  if (shown === undefined) throw notFound("Request");
  return shown;
}

const isListed = (platform: Platform, { document }: RequestRecord): boolean =>
  !platform.veil.hidden.has(document.id);

/** All requests as a list shows them. */
export function listedRequests(platform: Platform): readonly JsonObject[] {
  return platform.store
    .list("requests")
    .filter((record) => isListed(platform, record))
    .flatMap((record) => {
      const shown = shownRequest(platform, record);
      return shown === undefined ? [] : [shown];
    });
}

/** A subscription's requests, in brief, as their list shows them. */
export function listedRequestsOf(platform: Platform, asset: AssetRecord): readonly JsonObject[] {
  const held = platform.veil.held.get(asset.document.id);
  return asset.requests.flatMap((id) => {
    const record = platform.store.get("requests", id);
    if (record === undefined || !isListed(platform, record)) return [];
    const brief = briefRequestView(record);
    if (held === undefined) return [brief];
    const shown = held.requests.get(id);
    if (shown === undefined) return [];
    return [Object.fromEntries(Object.keys(brief).map((name) => [name, shown[name]]))];
  });
}
