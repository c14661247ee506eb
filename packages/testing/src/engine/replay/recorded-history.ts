import type { Snapshot, SubscriptionEvent } from "@tenure/machine";

import type { Told } from "./told.ts";

/** One step of a history, with what was recorded of it. */
export interface RecordedStep {
  readonly version: number;
  readonly event: SubscriptionEvent;
  /** As much as was recorded; all of it is compared. */
  readonly told: Told;
}

/** A history to be decided again. */
export interface RecordedHistory {
  /** Names the file in what is said of it. */
  readonly source: string;
  readonly kind: "export" | "lines";
  /** Undefined where nothing tells it. */
  readonly key: string | undefined;
  readonly redacted: boolean;
  /** Whether the record that came with it, if one did, is where its steps lead. */
  readonly leadsToRecord: boolean;
  /** Before the first step. */
  readonly before: Snapshot;
  /** At least one, oldest first, without a gap. */
  readonly steps: readonly RecordedStep[];
}
