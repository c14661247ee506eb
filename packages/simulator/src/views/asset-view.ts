import type { AssetRecord } from "../documents/asset.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import type { Listing } from "../rql/listing.ts";
import { lastApproved, openRequests } from "../rules/records.ts";

export const ASSET_LISTING: Listing = {
  collection: "assets",
  hidden: ["pending_request", "template"],
  aliases: {
    created: "events.created.at",
    updated: "events.updated.at",
    "hub.id": "connection.hub.id",
    "hub.name": "connection.hub.name",
  },
};

/** A subscription with its request in progress, which is null when there is none. */
export function fullAssetView(platform: Platform, asset: AssetRecord): JsonObject {
  const [open] = openRequests(platform, asset);
  return {
    ...asset.extras,
    ...asset.document,
    template: activationTemplate(platform, asset),
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

/** The template the subscription was last approved with; null before that, or when it was a text of its own. */
function activationTemplate(platform: Platform, asset: AssetRecord): JsonObject | null {
  const approved = lastApproved(platform, asset)?.document.template;
  return approved === null || approved === undefined
    ? null
    : { id: approved.id, name: approved.name };
}
