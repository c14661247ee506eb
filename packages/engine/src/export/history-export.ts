import type { HistoryEntry, SubscriptionRecord } from "../ports/subscription-record.ts";

/** Marks a document as an exported history. */
export const exportFormat = "tenure-history";
/** The version of the document's shape. */
export const exportFormatVersion = 1;

/** One subscription with its whole history, as plain JSON. */
export interface HistoryExport {
  readonly format: typeof exportFormat;
  readonly formatVersion: typeof exportFormatVersion;
  /** The version of the machine whose release wrote the document. */
  readonly machineVersion: number;
  readonly key: string;
  readonly tenant: string;
  readonly adapter: string;
  /**
   * Whether values were replaced by a marker. Such a document can be looked at, and its chain of hashes
   * checked link by link; that a hash fits what its entry says cannot be, and it cannot be imported. The
   * hashes are those of the whole entries: who guesses all that was replaced in one can confirm the guess.
   */
  readonly redacted: boolean;
  /** The subscription as it stood after the last of the entries. */
  readonly record: SubscriptionRecord;
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
}
