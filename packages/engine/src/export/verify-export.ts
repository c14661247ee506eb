import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import type { Verification } from "../read/verification.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { unknownSnapshot } from "../record/current-record.ts";
import { genesisHash, verifyHistory } from "../record/history-hash.ts";
import type { HistoryExport } from "./history-export.ts";
import { rebuild } from "./rebuild.ts";

/** Whether an exported history is what was written, and how far that could be checked. */
export type ExportVerification =
  | (Extract<Verification, { type: "intact" }> & {
      /** `linkage`: that each entry follows the one before it. `content`: also what each of them says. */
      readonly checked: "linkage" | "content";
    })
  | Extract<Verification, { type: "broken" }>;

type Broken = Extract<Verification, { type: "broken" }>;

/** Versions without a gap, and each entry linked to the one before it, as far as hashes alone can tell. */
function brokenLink({ entries }: HistoryExport): Broken | undefined {
  let hash = genesisHash;
  for (const [index, entry] of entries.entries()) {
    const { version } = entry;
    if (version !== index + 1) return { type: "broken", version, reason: "gap" };
    if (entry.previousHash !== hash) return { type: "broken", version, reason: "chain" };
    hash = entry.hash;
  }
  return undefined;
}

function brokenHead({ key, tenant, adapter, record, entries }: HistoryExport): Broken | undefined {
  const newest = entries.at(-1);
  const fits =
    newest?.version === record.version &&
    newest.hash === record.hash &&
    record.key === key &&
    record.tenant === tenant &&
    record.adapter === adapter;
  return fits ? undefined : { type: "broken", version: record.version, reason: "head" };
}

function brokenContent({ entries }: HistoryExport): Broken | undefined {
  const found = verifyHistory(entries);
  return found === undefined ? undefined : { type: "broken", ...found };
}

/** The part of a record that its history tells. A store that was upgraded may not know the rest. */
function toldByHistory({ stateSince: _, ...told }: SubscriptionRecord): string {
  return canonicalJson(told);
}

/** Whether the record is where the history leads under the document's key, tenant and adapter. */
function brokenReplay(document: HistoryExport): Broken | undefined {
  const { key, record } = document;
  const broken: Broken = { type: "broken", version: record.version, reason: "replay" };
  // The replay begins with the snapshot's own key: one that is none has to be found out before.
  if (record.snapshot.context.key !== unknownSnapshot(key).context.key) return broken;
  const last = rebuild(document)?.at(-1)?.change.record;
  const leadsThere = last !== undefined && toldByHistory(last) === toldByHistory(record);
  return leadsThere ? undefined : broken;
}

/**
 * Checks an exported history: its links, and unless it is redacted also that each hash fits its entry and
 * that the history, lived again, leads to the record. A redacted one shows no more than its links.
 */
export function verifyHistoryExport(document: HistoryExport): ExportVerification {
  const linkage = brokenLink(document) ?? brokenHead(document);
  if (linkage !== undefined) return linkage;
  const entries = document.entries.length;
  if (document.redacted) return { type: "intact", entries, checked: "linkage" };
  const content = brokenContent(document) ?? brokenReplay(document);
  return content ?? { type: "intact", entries, checked: "content" };
}
