import type { AssetRecord } from "../documents/asset.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { openRequests } from "./records.ts";
import { formUrl } from "./templates.ts";

/** What a 409 tells about a subscription: its status and the request in progress, or else the latest one. */
export function conflictParams(platform: Platform, asset: AssetRecord): JsonObject {
  const latest = platform.store.get("requests", asset.requests.at(-1) ?? "");
  const request = openRequests(platform, asset)[0] ?? latest;
  const base = { asset_id: asset.document.id, asset_status: asset.document.status };
  if (request === undefined) return base;
  const { id, status, reason, template } = request.document;
  return {
    ...base,
    request_id: id,
    request_status: status,
    ...(status === "failed" ? { fail_message: reason } : {}),
    ...(status === "inquiring" ? { params_form_url: formUrl(request), template } : {}),
  };
}
