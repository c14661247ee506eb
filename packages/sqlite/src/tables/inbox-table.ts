import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { InboxEntry } from "@tenure/engine";

import { integer, json, text } from "../column.ts";
import { oldAnswers } from "../due-queries.ts";

/** Answers given under idempotency keys. */
export class InboxTable {
  readonly #find: StatementSync;
  readonly #has: StatementSync;
  readonly #insert: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT * FROM inbox WHERE key = ? AND idempotency_key = ?");
    this.#has = database.prepare("SELECT 1 FROM inbox WHERE key = ? AND idempotency_key = ?");
    this.#insert = database.prepare(`
      INSERT INTO inbox (key, idempotency_key, event_hash, version, at, verdict)
      VALUES (?, ?, ?, ?, ?, ?)`);
    this.#forget = database.prepare(oldAnswers);
  }

  has(key: string, idempotencyKey: string): boolean {
    return this.#has.get(key, idempotencyKey) !== undefined;
  }

  find(key: string, idempotencyKey: string): InboxEntry | undefined {
    const row = this.#find.get(key, idempotencyKey);
    return (
      row && {
        key,
        idempotencyKey,
        eventHash: text(row, "event_hash"),
        verdict: json(row, "verdict"),
        version: integer(row, "version"),
        at: integer(row, "at"),
      }
    );
  }

  insert(entry: InboxEntry): void {
    const { key, idempotencyKey, eventHash, version, at, verdict } = entry;
    this.#insert.run(key, idempotencyKey, eventHash, version, at, JSON.stringify(verdict));
  }

  /** Forgets the oldest answers given before this time, and says how many. */
  forget(before: number, limit: number): number {
    return Number(this.#forget.run(before, limit).changes);
  }
}
