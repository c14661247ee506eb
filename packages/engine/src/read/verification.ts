import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { genesisHash, verifyHistory, type HistoryBreak } from "../record/history-hash.ts";
import { historyPages } from "./history-pages.ts";
import type { ReadableStore } from "./readable-store.ts";
import { isReadOff } from "./record-fields.ts";
import { beforeHistory, replayEntry } from "./replay.ts";
import { needSubscription } from "./subscriptions.ts";

/**
 * Whether a subscription's history is what was written.
 *
 * - `gap`: an entry is missing before this version, or stands twice.
 * - `chain`: the entry does not follow the one before it.
 * - `content`: the entry's hash does not fit what it says.
 * - `head`: the record does not end with the history's newest entry.
 * - `replay`: the history, lived again, does not lead to the snapshot on record.
 */
export type Verification =
  | { readonly type: "intact"; readonly entries: number }
  | {
      readonly type: "broken";
      readonly version: number;
      readonly reason: HistoryBreak["reason"] | "head" | "replay";
    };

const broken = (version: number, reason: HistoryBreak["reason"] | "head" | "replay") =>
  ({ type: "broken", version, reason }) as const;

/** Whether there are entries that the record knows nothing of, and which no commit since explains. */
async function outrun(
  store: ReadableStore,
  { key, version }: SubscriptionRecord,
): Promise<number | undefined> {
  const [further] = await store.history(key, { after: version, limit: 1 });
  if (further === undefined) return undefined;
  const [now] = await store.load([{ key }]);
  return (now?.record?.version ?? 0) >= further.version ? undefined : further.version;
}

/**
 * Checks a subscription's whole history: the chain of hashes, its end against the record, and that it
 * leads to the snapshot on record.
 */
export async function verifySubscription(store: ReadableStore, key: string): Promise<Verification> {
  const record = await needSubscription(store, key);
  let after = { version: 0, hash: genesisHash };
  let snapshot = beforeHistory(record);
  for await (const page of historyPages(store, key, record.version)) {
    const found = verifyHistory(page, after);
    if (found !== undefined) return { type: "broken", ...found };
    const stranger = page.find((entry) => entry.key !== key);
    if (stranger !== undefined) return broken(stranger.version, "content");
    for (const entry of page) snapshot = replayEntry(snapshot, entry);
    after = page.at(-1) ?? after;
  }
  if (after.version !== record.version || after.hash !== record.hash) {
    return broken(record.version, "head");
  }
  const beyond = await outrun(store, record);
  if (beyond !== undefined) return broken(beyond, "head");
  if (canonicalJson(snapshot) !== canonicalJson(record.snapshot) || !isReadOff(record)) {
    return broken(record.version, "replay");
  }
  return { type: "intact", entries: record.version };
}
