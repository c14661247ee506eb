import type { AssetRecord } from "../documents/asset.ts";
import type { Listing } from "../http/listing.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { openRequests } from "../rules/records.ts";

export const ASSET_LISTING: Listing = { hidden: ["pending_request"] };

/** A subscription with its request in progress, which is null when there is none. */
export function fullAssetView(platform: Platform, asset: AssetRecord): JsonObject {
  const [open] = openRequests(platform, asset);
  return {
    ...asset.extras,
    ...asset.document,
    pending_request:
      open === undefined
        ? null
        : {
            id: open.document.id,
            type: open.document.type,
            status: open.document.status,
            template:
              open.document.template === null
                ? null
                : { id: open.document.template.id, name: open.document.template.name },
          },
  };
}
