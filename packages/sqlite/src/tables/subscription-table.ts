import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { ListFilter, Page, SubscriptionRecord } from "@tenure/engine";

import { integer, json, text, textOrNull, word, type Row } from "../column.ts";
import { listQuery } from "../list-query.ts";

function toRecord(row: Row): SubscriptionRecord {
  return {
    key: text(row, "key"),
    adapter: text(row, "adapter"),
    version: integer(row, "version"),
    snapshot: json(row, "snapshot"),
    status: word(row, "status"),
    requestState: word(row, "request_state"),
    requestId: textOrNull(row, "request_id"),
    requestType: textOrNull(row, "request_type"),
    awaited: word(row, "awaited"),
    hash: text(row, "hash"),
    createdAt: integer(row, "created_at"),
    updatedAt: integer(row, "updated_at"),
  };
}

/** The subscriptions as they stand. */
export class SubscriptionTable {
  readonly #database: DatabaseSync;
  readonly #load: StatementSync;
  readonly #version: StatementSync;
  readonly #save: StatementSync;
  readonly #lists = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#load = database.prepare("SELECT * FROM subscription WHERE key = ?");
    this.#version = database.prepare("SELECT version FROM subscription WHERE key = ?");
    this.#save = database.prepare(`
      INSERT INTO subscription (key, adapter, version, status, request_state, request_id,
        request_type, awaited, hash, created_at, updated_at, snapshot)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET adapter = excluded.adapter, version = excluded.version,
        status = excluded.status, request_state = excluded.request_state,
        request_id = excluded.request_id, request_type = excluded.request_type,
        awaited = excluded.awaited, hash = excluded.hash, updated_at = excluded.updated_at,
        snapshot = excluded.snapshot`);
  }

  load(key: string): SubscriptionRecord | undefined {
    const row = this.#load.get(key);
    return row && toRecord(row);
  }

  /** 0 when there is no such subscription. */
  version(key: string): number {
    const row = this.#version.get(key);
    return row === undefined ? 0 : integer(row, "version");
  }

  save(record: SubscriptionRecord): void {
    this.#save.run(
      record.key,
      record.adapter,
      record.version,
      record.status,
      record.requestState,
      record.requestId,
      record.requestType,
      record.awaited,
      record.hash,
      record.createdAt,
      record.updatedAt,
      JSON.stringify(record.snapshot),
    );
  }

  list(
    filter: ListFilter,
    page: { readonly after?: string; readonly limit: number },
  ): Page<SubscriptionRecord> {
    const { sql, values } = listQuery(filter, page);
    const statement = this.#lists.get(sql) ?? this.#database.prepare(sql);
    this.#lists.set(sql, statement);
    const found = statement.all(...values).map(toRecord);
    const rows = found.slice(0, page.limit);
    const last = rows.at(-1);
    return found.length > rows.length && last ? { rows, next: last.key } : { rows };
  }
}
