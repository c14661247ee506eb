import type { Snapshot } from "@tenure/machine";

import type { FeedSource } from "./feed-source.ts";

interface Remembered {
  readonly version: number;
  readonly snapshot: Snapshot;
}

/** How subscriptions stood last, those that changed last. */
export class RememberedSnapshots {
  readonly #source: FeedSource;
  readonly #maximum: number;
  readonly #snapshots = new Map<string, Remembered>();

  constructor(source: FeedSource, maximum: number) {
    this.#source = source;
    this.#maximum = Math.max(1, maximum);
  }

  knows(key: string): boolean {
    return this.#snapshots.has(key);
  }

  keep(key: string, remembered: Remembered): void {
    this.#snapshots.delete(key);
    this.#snapshots.set(key, remembered);
    const [oldest] = this.#snapshots.keys();
    if (this.#snapshots.size > this.#maximum && oldest !== undefined)
      this.#snapshots.delete(oldest);
  }

  /** The subscription at a version: remembered, or lived again. */
  async at(key: string, version: number): Promise<Snapshot> {
    const known = this.#snapshots.get(key);
    return known?.version === version ? known.snapshot : this.#source.at(key, version);
  }
}
