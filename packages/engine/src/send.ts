import type { Snapshot, Verdict } from "@tenure/machine";

/** What became of an event that was sent. */
export interface SendResult {
  readonly key: string;
  readonly verdict: Verdict;
  /** The subscription's version after the event. */
  readonly version: number;
  readonly snapshot: Snapshot;
  /** The event had been taken in before under this idempotency key; nothing was done again. */
  readonly repeated: boolean;
}
