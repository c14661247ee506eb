import { hash as digestOf } from "node:crypto";

import type { HistoryEntry } from "../ports/subscription-record.ts";
import { canonicalJson } from "./canonical-json.ts";

/** The hash before the first entry of a history. */
export const genesisHash = "0".repeat(64);

function digest(text: string): string {
  return digestOf("sha256", text);
}

/** Digest of an event, to tell a repeat from another event. */
export function eventHash(event: unknown): string {
  return digest(canonicalJson(event));
}

/** SHA-256, in hexadecimal, over the previous hash and the entry's canonical JSON without its own. */
export function entryHash(entry: Omit<HistoryEntry, "hash">): string {
  const { key, version, at, event, verdict, effects, drift, previousHash } = entry;
  const content = { key, version, at, event, verdict, effects, drift, previousHash };
  return digest(previousHash + canonicalJson(content));
}

/** Where a history stops being what was written. */
export interface HistoryBreak {
  readonly version: number;
  readonly reason: "gap" | "chain" | "content";
}

/**
 * Checks a stretch of one subscription's history, oldest first: versions without a gap, each entry
 * chained to the one before, each hash fitting its entry. Undefined when all of it holds.
 *
 * @param after the version and hash the stretch follows; left out, it starts with the first entry
 */
export function verifyHistory(
  entries: readonly HistoryEntry[],
  after: { readonly version: number; readonly hash: string } = { version: 0, hash: genesisHash },
): HistoryBreak | undefined {
  let { version, hash } = after;
  for (const entry of entries) {
    if (entry.version !== version + 1) return { version: entry.version, reason: "gap" };
    if (entry.previousHash !== hash) return { version: entry.version, reason: "chain" };
    if (entry.hash !== entryHash(entry)) return { version: entry.version, reason: "content" };
    ({ version, hash } = entry);
  }
  return undefined;
}
