import type { AssetRecord } from "../documents/asset.ts";
import type { UsageFile, UsageRecord } from "../documents/usage.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import type { Listing } from "../rql/listing.ts";
import { findProduct } from "../rules/records.ts";
import { recordsOf } from "../rules/usage-upload.ts";

/** The short names of older clients stand for a request's fields; here they stand for the file's own. */
export const USAGE_FILE_LISTING: Listing = {
  collection: "usageFiles",
  aliases: {
    "asset.product.id": "product.id",
    "created.at": "events.created.at",
    created_at: "events.created.at",
    created_by: "events.created.by.id",
    product_name: "product.name",
    product_id: "product.id",
  },
};

export const USAGE_RECORD_LISTING: Listing = {
  collection: "usageRecords",
  aliases: {
    "asset.product.id": "product_id",
    usage_start_time: "start_date",
    usage_end_time: "end_date",
    usage_file_id: "usagefile.id",
  },
};

/** A usage file with the numbers of its records. */
export function usageFileView(platform: Platform, file: UsageFile): JsonObject {
  const records = recordsOf(platform, file.id);
  const count = (...statuses: readonly string[]) =>
    records.filter(({ status }) => statuses.includes(status)).length;
  const isIn = (...statuses: readonly string[]) => statuses.includes(file.status);
  return {
    ...file,
    records: {
      valid: count("valid", "approved", "closed"),
      invalid: count("invalid"),
      closed: count("closed"),
    },
    stats: {
      uploaded: records.length,
      validated: isIn("ready") ? count("valid") : 0,
      pending: isIn("pending") ? count("valid") : 0,
      accepted: count("approved"),
      closed: count("closed"),
      billed: records.filter(({ external_billing_id }) => external_billing_id !== "").length,
    },
  };
}

/** What was used of each item of a subscription that is paid by use. */
export function usageAggregates(
  platform: Platform,
  { document }: AssetRecord,
): readonly JsonObject[] {
  const records = platform.store
    .list("usageRecords")
    .filter(({ asset_id, status }) => asset_id === document.id && status !== "invalid");
  const catalog = findProduct(platform, document.product.id).items;
  return document.items
    .filter((item) => item.item_type.toLowerCase() === "ppu")
    .map((item) => {
      const offered = catalog.find((one) => one.id === item.global_id);
      const own = records.filter(({ item_id }) => item_id === item.global_id);
      const { id, external_id, external_uid } = document;
      return {
        asset: { id, external_id, external_uid },
        item: {
          id: item.global_id,
          local_id: item.id,
          mpn: item.mpn,
          name: item.display_name,
          precision: offered?.precision ?? "integer",
          type: "ppu",
          unit: item.type,
        },
        consumed: total(own),
        accepted: total(own.filter(({ status }) => status === "approved" || status === "closed")),
        amount: null,
        currency: null,
        events: {},
      };
    });
}

function total(records: readonly UsageRecord[]): number {
  return records.reduce((sum, { usage }) => sum + usage, 0);
}
