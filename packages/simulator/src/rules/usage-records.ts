import { VENDOR_USER } from "../accounts.ts";
import type { AssetRecord } from "../documents/asset.ts";
import type { ProductItem } from "../documents/product.ts";
import { USAGE_RECORD_STATUSES, type UsageFile, type UsageRecord } from "../documents/usage.ts";
import { digitsOf } from "../identifiers.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import { filledTextAt, textAt, textOr, type JsonObject } from "../json-reading.ts";
import { stamp, type Platform } from "../platform.ts";
import { invalid, missingFields, notFound, wrongStatus } from "../refusal.ts";
import { findProduct } from "./records.ts";

export function findUsageRecord(platform: Platform, id: string): UsageRecord {
  const record = platform.store.get("usageRecords", id);
  if (record === undefined) throw notFound("Usage record");
  return record;
}

/** A row of a usage file, in the columns the platform's own kits write. Invalid without its item, asset or quantity. */
export function usageRecord(
  platform: Platform,
  file: UsageFile,
  row: JsonObject,
  number: number,
): UsageRecord {
  const item = itemFor(findProduct(platform, file.product.id).items, row);
  const asset = assetFor(platform, file, row)?.document;
  const quantity = numberAt(row, "quantity");
  const isValid = item !== undefined && asset !== undefined && quantity !== undefined;
  return {
    id: `UR-${digitsOf(file.id)}-${String(number).padStart(4, "0")}`,
    status: isValid ? "valid" : "invalid",
    usagefile: { id: file.id, name: file.name, schema: file.schema },
    product_id: file.product.id,
    ...assetFields(asset),
    item: itemReference(item, row),
    item_id: item?.id ?? "",
    usage: quantity ?? 0,
    amount: numberAt(row, "amount") ?? null,
    start_date: dateAt(row, "start_time_utc") ?? file.start_datetime_utc,
    end_date: dateAt(row, "end_time_utc") ?? file.end_datetime_utc,
    category: textOr(row, "category_id", ""),
    params: [],
    external_billing_id: "",
    external_billing_note: "",
    closed_at: null,
    closed_by: null,
  };
}

/** `PUT /usage/records/{id}`: its status, until it is closed. */
export function updateUsageRecord(platform: Platform, id: string, body: unknown): UsageRecord {
  const record = findUsageRecord(platform, id);
  if (record.status === "closed") throw wrongStatus("Closed Usage Records cannot be updated.");
  const status = USAGE_RECORD_STATUSES.find((one) => one === textAt(body, "status"));
  if (status === undefined) {
    throw invalid(`status: "${textAt(body, "status") ?? ""}" is not a valid choice.`);
  }
  return put(platform, { ...record, status });
}

/** Notes under which number the buyer's side billed a record of an accepted file. */
export function closeUsageRecord(platform: Platform, id: string, body: unknown): UsageRecord {
  const record = findUsageRecord(platform, id);
  const file = platform.store.get("usageFiles", record.usagefile.id);
  if (record.status === "closed" || file?.status !== "accepted") {
    throw wrongStatus("Only open Usage Records of accepted Usage Files can be closed.");
  }
  const external_billing_id = filledTextAt(body, "external_billing_id");
  if (external_billing_id === undefined) throw missingFields("external_billing_id");
  return put(platform, {
    ...record,
    status: "closed",
    external_billing_id,
    external_billing_note: textOr(body, "external_billing_note", ""),
    closed_at: stamp(platform),
    closed_by: VENDOR_USER.id,
  });
}

/** What becomes of the open, valid records when their file is answered or closed. */
export function moveRecords(
  platform: Platform,
  fileId: string,
  status: "approved" | "rejected" | "closed",
): void {
  for (const record of platform.store.list("usageRecords")) {
    const isOpen = record.status === "valid" || record.status === "approved";
    if (record.usagefile.id === fileId && isOpen) put(platform, { ...record, status });
  }
}

function put(platform: Platform, record: UsageRecord): UsageRecord {
  platform.store.put("usageRecords", record.id, record);
  return record;
}

function itemFor(items: readonly ProductItem[], row: JsonObject): ProductItem | undefined {
  const value = textAt(row, "item_search_value");
  const criteria = textOr(row, "item_search_criteria", "item.mpn");
  return items.find((item) => value === (criteria === "item.local_id" ? item.local_id : item.mpn));
}

/** By `asset.id`, `asset.external_id` and the like, or by the value of a parameter (`parameter.NAME`). */
function assetFor(platform: Platform, file: UsageFile, row: JsonObject): AssetRecord | undefined {
  const value = filledTextAt(row, "asset_search_value");
  const criteria = textOr(row, "asset_search_criteria", "asset.id");
  if (value === undefined) return undefined;
  return platform.store
    .values("assets")
    .find(
      ({ document }) =>
        document.product.id === file.product.id && isMeant(document, criteria, value),
    );
}

function isMeant(asset: AssetRecord["document"], criteria: string, value: string): boolean {
  const [kind = "", name = ""] = criteria.split(/\.(.*)/su);
  if (kind !== "parameter") return textAt(asset, name === "" ? "id" : name) === value;
  return asset.params.some((parameter) => parameter.id === name && parameter.value === value);
}

function assetFields(asset: AssetRecord["document"] | undefined) {
  const { id = "", external_id = "", external_uid = "" } = asset ?? {};
  return {
    asset: { id, external_id, external_uid },
    asset_id: id,
    asset_external_id: external_id,
    asset_external_uid: external_uid,
  };
}

function itemReference(item: ProductItem | undefined, row: JsonObject): UsageRecord["item"] {
  if (item === undefined) {
    return { id: "", name: textOr(row, "item_name", ""), mpn: textOr(row, "item_mpn", "") };
  }
  const { id, local_id, mpn, name, precision, type, unit } = item;
  return { id, local_id, mpn, name, precision, type, unit: unit.unit };
}

function numberAt(row: JsonObject, field: string): number | undefined {
  const text = filledTextAt(row, field);
  const number = Number(text);
  return text === undefined || !Number.isFinite(number) ? undefined : number;
}

function dateAt(row: JsonObject, field: string): string | undefined {
  const instant = parseInstant(textOr(row, field, ""));
  return instant === undefined ? undefined : formatInstant(instant);
}
