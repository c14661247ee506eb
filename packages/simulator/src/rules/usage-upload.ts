import type { UsageFile, UsageRecord } from "../documents/usage.ts";
import type { Role } from "../http/roles.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { missingFields } from "../refusal.ts";
import { findUsageFile, inStatus, moved } from "./usage-files.ts";
import { usageRecord } from "./usage-records.ts";

/** What a file looks like that nobody has uploaded into yet, or not well. */
const BEFORE_SUBMIT = ["draft", "ready", "invalid", "rejected"] as const;

/**
 * `POST /usage/files/{id}/upload`: puts a spreadsheet in the place of the one before and reads its records. What is no
 * spreadsheet is taken as it is, without records; an empty file, and one without a single good record, is invalid.
 */
export function uploadUsage(platform: Platform, role: Role, id: string, body: unknown): UsageFile {
  const file = inStatus(findUsageFile(platform, id), BEFORE_SUBMIT, "uploaded");
  const upload = objectAt(body, "usage_file");
  if (upload === undefined) throw missingFields("usage_file");
  removeRecords(platform, file);
  const records = recordsIn(platform, file, listAt(upload, "rows") ?? []);
  for (const record of records) platform.store.put("usageRecords", record.id, record);
  const error = errorIn(upload, records);
  const uri = `https://files.connect.example/usage/${file.product.id}/${file.id}`;
  return moved(platform, role, file, error === "" ? "ready" : "invalid", "uploaded", {
    error_detail: error,
    rejection_note: "",
    usage_file_uri: `${uri}/uploaded/${file.id}.xlsx`,
    processed_file_uri: `${uri}/processed/${file.id}-PROCESSED.xlsx`,
  });
}

/** `POST /usage/files/{id}/reconciliation`: keeps the file by its name; the records stay as they are. */
export function reconcileUsage(
  platform: Platform,
  role: Role,
  id: string,
  body: unknown,
): UsageFile {
  const file = inStatus(findUsageFile(platform, id), ["accepted", "closed"], "reconciled");
  if (objectAt(body, "recon_file") === undefined) throw missingFields("recon_file");
  const uri = `https://files.connect.example/usage/${file.product.id}/${file.id}`;
  return moved(platform, role, file, file.status, "reconciled", {
    reconciliation_file_uri: `${uri}/reconciliation/${file.id}-RECON.xlsx`,
  });
}

export function recordsOf(platform: Platform, fileId: string): readonly UsageRecord[] {
  return platform.store.list("usageRecords").filter((record) => record.usagefile.id === fileId);
}

function removeRecords(platform: Platform, file: UsageFile): void {
  for (const { id } of recordsOf(platform, file.id)) platform.store.delete("usageRecords", id);
}

function recordsIn(
  platform: Platform,
  file: UsageFile,
  rows: readonly unknown[],
): readonly UsageRecord[] {
  return rows
    .filter(isObject)
    .filter((row) => Object.keys(row).length > 0)
    .map((row, index) => usageRecord(platform, file, row, index + 1));
}

function errorIn(upload: JsonObject, records: readonly UsageRecord[]): string {
  if (valueAt(upload, "size") === 0) return `The file "${textAt(upload, "name") ?? ""}" is empty.`;
  const isGood = records.length === 0 || records.some(({ status }) => status === "valid");
  return isGood ? "" : "No record of the file is valid.";
}
