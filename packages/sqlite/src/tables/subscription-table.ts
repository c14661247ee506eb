import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

import type { Facet, ListFilter, Page, SubscriptionRecord } from "@tenure/engine";

import { integer, json, text, textOrNull, word, type Row } from "../column.ts";
import { ListQueries } from "../list-queries.ts";

function toRecord(row: Row): SubscriptionRecord {
  return {
    key: text(row, "key"),
    tenant: text(row, "tenant"),
    adapter: text(row, "adapter"),
    product: textOrNull(row, "product"),
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
    stateSince: integer(row, "state_since"),
  };
}

/** The columns that have an index, and so cost a change of that index when they are written. */
const indexed = {
  tenant: ({ tenant }: SubscriptionRecord) => tenant,
  adapter: ({ adapter }: SubscriptionRecord) => adapter,
  product: ({ product }: SubscriptionRecord) => product,
  status: ({ status }: SubscriptionRecord) => status,
  request_state: ({ requestState }: SubscriptionRecord) => requestState,
  request_type: ({ requestType }: SubscriptionRecord) => requestType,
  awaited: ({ awaited }: SubscriptionRecord) => awaited,
} as const;

const others = {
  version: ({ version }: SubscriptionRecord) => version,
  request_id: ({ requestId }: SubscriptionRecord) => requestId,
  hash: ({ hash }: SubscriptionRecord) => hash,
  created_at: ({ createdAt }: SubscriptionRecord) => createdAt,
  updated_at: ({ updatedAt }: SubscriptionRecord) => updatedAt,
  state_since: ({ stateSince }: SubscriptionRecord) => stateSince,
  snapshot: ({ snapshot }: SubscriptionRecord) => JSON.stringify(snapshot),
} as const;

type Column = readonly [name: string, read: (record: SubscriptionRecord) => SQLInputValue];

const indexedColumns: readonly Column[] = Object.entries(indexed);
const otherColumns: readonly Column[] = Object.entries(others);
const allColumns: readonly Column[] = [...indexedColumns, ...otherColumns];

/** The subscriptions as they stand. */
export class SubscriptionTable {
  readonly #database: DatabaseSync;
  readonly #load: StatementSync;
  readonly #standing: StatementSync;
  readonly #insert: StatementSync;
  readonly #updates = new Map<string, StatementSync>();
  readonly #queries: ListQueries;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#load = database.prepare("SELECT * FROM subscription WHERE key = ?");
    const columns = indexedColumns.map(([name]) => name).join(", ");
    this.#standing = database.prepare(
      `SELECT version, hash, ${columns} FROM subscription WHERE key = ?`,
    );
    const names = allColumns.map(([name]) => name).join(", ");
    const places = allColumns.map(() => "?").join(", ");
    this.#insert = database.prepare(
      `INSERT INTO subscription (key, ${names}) VALUES (?, ${places})`,
    );
    this.#queries = new ListQueries(database);
  }

  load(key: string): SubscriptionRecord | undefined {
    const row = this.#load.get(key);
    return row && toRecord(row);
  }

  /** What `save` needs to know of the subscription as it stands; undefined when there is none. */
  standing(key: string): Row | undefined {
    return this.#standing.get(key);
  }

  /** Writes a record over what stands. An index is touched only when its column changes. */
  save(record: SubscriptionRecord, standing: Row | undefined): void {
    if (standing === undefined) {
      this.#insert.run(record.key, ...allColumns.map(([, read]) => read(record)));
      return;
    }
    const changed = indexedColumns.filter(([name, read]) => standing[name] !== read(record));
    const columns = [...changed, ...otherColumns];
    this.#update(columns).run(...columns.map(([, read]) => read(record)), record.key);
  }

  list(
    filter: ListFilter,
    page: { readonly after?: string; readonly limit: number },
  ): Page<SubscriptionRecord> {
    const found = this.#queries.page(filter, page).map(toRecord);
    const rows = found.slice(0, page.limit);
    const last = rows.at(-1);
    return found.length > rows.length && last ? { rows, next: last.key } : { rows };
  }

  count(filter: ListFilter): number {
    return this.#queries.count(filter);
  }

  /** The values of a facet, without those that its index leaves out. */
  valuesOf(facet: Facet): readonly string[] {
    return this.#queries.valuesOf(facet);
  }

  #update(columns: readonly Column[]): StatementSync {
    const settings = columns.map(([name]) => `${name} = ?`).join(", ");
    const known = this.#updates.get(settings);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(`UPDATE subscription SET ${settings} WHERE key = ?`);
    this.#updates.set(settings, statement);
    return statement;
  }
}
