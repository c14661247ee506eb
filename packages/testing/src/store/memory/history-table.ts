import { TenureError, type HistoryEntry, type Store } from "@tenure/engine";

import type { Journal } from "./journal.ts";
import { Kept } from "./kept.ts";

type KeptEntry = Kept<HistoryEntry>;
type Changes = Awaited<ReturnType<Store["changes"]>>;

function placeOf(cursor: string): number {
  if (/^[1-9]\d{0,14}$/u.test(cursor)) return Number(cursor);
  throw new TenureError(
    "options_invalid",
    "The store in memory gave no such cursor of changes. Start without one.",
  );
}

/** What happened to each subscription, and the order in which it happened among all of them. */
export class HistoryTable {
  readonly #journal: Journal;
  readonly #ofKey = new Map<string, KeptEntry[]>();
  readonly #all: KeptEntry[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  append(entry: HistoryEntry): void {
    const kept = new Kept(entry);
    const entries = this.#ofKey.get(entry.key) ?? [];
    this.#ofKey.set(entry.key, entries);
    entries.push(kept);
    this.#all.push(kept);
    this.#journal.note(() => {
      entries.pop();
      this.#all.pop();
    });
  }

  /** The versions have no gap, so a version is a place. */
  read(
    key: string,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): readonly HistoryEntry[] {
    const start = Math.max(0, after);
    const entries = this.#ofKey.get(key)?.slice(start, start + limit) ?? [];
    return entries.map((kept) => kept.copy());
  }

  /** A cursor is the number of entries up to and with its own. */
  changes(after: string | undefined, limit: number): Changes {
    const start = after === undefined ? 0 : placeOf(after);
    return this.#all
      .slice(start, start + limit)
      .map((kept, index) => ({ cursor: String(start + index + 1), entry: kept.copy() }));
  }

  get end(): string | undefined {
    return this.#all.length === 0 ? undefined : String(this.#all.length);
  }
}
