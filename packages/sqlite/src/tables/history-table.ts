import type { DatabaseSync, StatementSync } from "node:sqlite";

import { TenureError, type Change, type HistoryEntry } from "@tenure/engine";

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

/** A cursor is the number of the entry it stands behind. */
function placeOf(cursor: string): number {
  if (/^[1-9]\d{0,14}$/u.test(cursor)) return Number(cursor);
  const message = "No SQLite store gave such a cursor of changes. Start without one.";
  throw new TenureError("options_invalid", message);
}

/** What happened to each subscription. Append-only: the schema itself refuses edits. */
export class HistoryTable {
  readonly #append: StatementSync;
  readonly #read: StatementSync;
  readonly #changes: StatementSync;
  readonly #end: StatementSync;

  constructor(database: DatabaseSync) {
    this.#append = database.prepare(`
      INSERT INTO history (key, version, at, drift, previous_hash, hash, event, verdict, effects)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#read = database.prepare(
      "SELECT * FROM history WHERE key = ? AND version > ? ORDER BY version LIMIT ?",
    );
    this.#changes = database.prepare(
      "SELECT rowid, * FROM history WHERE rowid > ? ORDER BY rowid LIMIT ?",
    );
    this.#end = database.prepare("SELECT max(rowid) AS end FROM history");
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

  /** Entries of all subscriptions in the order they were committed. */
  changes(after: string | undefined, limit: number): readonly Change[] {
    const rows = this.#changes.all(after === undefined ? 0 : placeOf(after), limit);
    return rows.map((row) => ({ cursor: String(integer(row, "rowid")), entry: toEntry(row) }));
  }

  end(): string | undefined {
    const row = this.#end.get() ?? {};
    return row["end"] === null ? undefined : String(integer(row, "end"));
  }
}
