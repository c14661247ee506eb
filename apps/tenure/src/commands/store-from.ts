import { existsSync } from "node:fs";

import type { Store } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { sqliteStore, type SqliteStore } from "@tenure/sqlite";

import { ConfigurationError } from "../configuration/configuration-error.ts";
import { codeOf } from "./code-of.ts";
import type { StoreFlags } from "./store-options.ts";

/** A store, and what to call it. A connection string is not told to anybody. */
export interface NamedStore {
  readonly store: Store;
  readonly name: string;
}

/** A store was to be read that is not there. */
export class StoreMissing extends ConfigurationError {}

/** What PostgreSQL says when something is written where only reading is allowed. */
const readOnlyTransaction = "25006";

/**
 * A SQLite file to be read only, not opened yet.
 *
 * @throws StoreMissing when it is not there
 */
export function sqliteFile(file: string): NamedStore & { readonly store: SqliteStore } {
  if (existsSync(file)) return { store: sqliteStore({ file, readOnly: true }), name: file };
  throw new StoreMissing(`There is no store ${file}. Name the file the service works on.`);
}

/** Opening a store for work makes its schema; the server itself refuses that here. */
function readOnlySchema(connectionString: string, schema: string, name: string): NamedStore {
  const options = "-c default_transaction_read_only=on";
  const store = postgresStore({ connection: { connectionString, options }, schema });
  const open = store.open.bind(store);
  store.open = async () => {
    try {
      await open();
    } catch (error) {
      if (!(error instanceof Error) || codeOf(error.cause) !== readOnlyTransaction) throw error;
      throw new StoreMissing(
        `There is no store in ${name}, or one of an older release. Start the service on it once, or name another.`,
        { cause: error },
      );
    }
  };
  return { store, name };
}

/**
 * The store that was asked for, not opened yet. One to be read only is neither made nor brought up to date.
 *
 * @throws ConfigurationError when none was asked for; StoreMissing, as does opening it, when it is not there
 */
export function storeFrom(
  { store: file, database, schema }: StoreFlags,
  { readOnly }: { readonly readOnly: boolean },
): NamedStore {
  if (file !== undefined) {
    return readOnly ? sqliteFile(file) : { store: sqliteStore({ file }), name: file };
  }
  const url = database ?? process.env["DATABASE_URL"] ?? "";
  if (url === "") {
    throw new ConfigurationError(
      "Which store? Name a SQLite file with --store, or set DATABASE_URL to a PostgreSQL database.",
    );
  }
  const name = `schema ${schema} of the PostgreSQL database`;
  if (readOnly) return readOnlySchema(url, schema, name);
  return { store: postgresStore({ connectionString: url, schema }), name };
}
