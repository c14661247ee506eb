import { TenureError, type InboxEntry } from "@tenure/engine";

import { DueQueue } from "./due-queue.ts";
import type { Journal } from "./journal.ts";
import { Kept } from "./kept.ts";

interface Row {
  readonly entry: Kept<InboxEntry>;
  readonly key: string;
  readonly idempotencyKey: string;
  readonly at: number;
  readonly order: number;
}

/** Answers given under idempotency keys, the oldest in front to be forgotten. */
export class InboxTable {
  readonly #journal: Journal;
  readonly #ofKey = new Map<string, Map<string, Row>>();
  readonly #oldest = new DueQueue<Row>();
  #order = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  has(key: string, idempotencyKey: string): boolean {
    return this.#ofKey.get(key)?.has(idempotencyKey) ?? false;
  }

  find(key: string, idempotencyKey: string): InboxEntry | undefined {
    return this.#ofKey.get(key)?.get(idempotencyKey)?.entry.copy();
  }

  /** @throws TenureError `store_failed` when there is an answer already */
  insert(entry: InboxEntry): void {
    const { key, idempotencyKey, at } = entry;
    if (this.has(key, idempotencyKey)) {
      throw new TenureError("store_failed", `Subscription ${key} has such an answer already.`);
    }
    const order = (this.#order += 1);
    const row = { entry: new Kept(entry), key, idempotencyKey, at, order };
    const rows = this.#ofKey.get(key) ?? new Map<string, Row>();
    this.#ofKey.set(key, rows);
    rows.set(idempotencyKey, row);
    this.#oldest.set(row, at, order);
    this.#journal.note(() => {
      this.#drop(row);
    });
  }

  forget(before: number, limit: number): number {
    for (let count = 0; count < limit; count += 1) {
      const { first } = this.#oldest;
      if (first === undefined || first.at >= before) return count;
      this.#drop(first.thing);
    }
    return limit;
  }

  #drop(row: Row): void {
    const rows = this.#ofKey.get(row.key);
    rows?.delete(row.idempotencyKey);
    if (rows?.size === 0) this.#ofKey.delete(row.key);
    this.#oldest.delete(row);
  }
}
