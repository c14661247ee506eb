import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { HistoryEntry } from "@tenure/engine";

import { integer, json, text, type Row } from "../column.ts";

function toEntry(row: Row): HistoryEntry {
  return {
    key: text(row, "key"),
    version: integer(row, "version"),
    at: integer(row, "at"),
    event: json(row, "event"),
    verdict: json(row, "verdict"),
    effects: json(row, "effects"),
    drift: integer(row, "drift") === 1,
    previousHash: text(row, "previous_hash"),
    hash: text(row, "hash"),
  };
}

/** What happened to each subscription. Append-only: the schema itself refuses edits. */
export class HistoryTable {
  readonly #append: StatementSync;
  readonly #read: StatementSync;

  constructor(database: DatabaseSync) {
    this.#append = database.prepare(`
      INSERT INTO history (key, version, at, drift, previous_hash, hash, event, verdict, effects)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#read = database.prepare(
      "SELECT * FROM history WHERE key = ? AND version > ? ORDER BY version LIMIT ?",
    );
  }

  append(entry: HistoryEntry): void {
    this.#append.run(
      entry.key,
      entry.version,
      entry.at,
      entry.drift ? 1 : 0,
      entry.previousHash,
      entry.hash,
      JSON.stringify(entry.event),
      JSON.stringify(entry.verdict),
      JSON.stringify(entry.effects),
    );
  }

  read(
    key: string,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): readonly HistoryEntry[] {
    return this.#read.all(key, after, limit).map(toEntry);
  }
}
