import { machineVersion } from "@tenure/machine";

import type { HistoryEntry } from "../ports/subscription-record.ts";
import { historyPages } from "../read/history-pages.ts";
import type { ReadableStore } from "../read/readable-store.ts";
import { needSubscription } from "../read/subscriptions.ts";
import { redact } from "../redact/redact.ts";
import { exportFormat, exportFormatVersion, type HistoryExport } from "./history-export.ts";

/** The document without what could tell of a person: as it was in shape, so of the same type. */
function redactedExport(document: HistoryExport): HistoryExport {
  const shown = redact({ ...document, redacted: true });
  // oxlint-disable-next-line no-unsafe-type-assertion -- only texts and parameter values are replaced, by texts
  return shown as unknown as HistoryExport;
}

/**
 * Reads one subscription with its history up to its present version. What is damaged is exported as it
 * is, for somebody to look at.
 *
 * @throws TenureError `subscription_unknown`
 */
export async function exportHistory(
  store: ReadableStore,
  key: string,
  { redacted }: { readonly redacted: boolean },
): Promise<HistoryExport> {
  const record = await needSubscription(store, key);
  const entries: HistoryEntry[] = [];
  for await (const page of historyPages(store, key, record.version)) entries.push(...page);
  const { tenant, adapter } = record;
  const document: HistoryExport = {
    format: exportFormat,
    formatVersion: exportFormatVersion,
    machineVersion,
    key,
    tenant,
    adapter,
    redacted: false,
    record,
    entries,
  };
  return redacted ? redactedExport(document) : document;
}
