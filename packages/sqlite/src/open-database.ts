import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { TenureError } from "@tenure/engine";

import { integer } from "./column.ts";
import { applicationId, migrations } from "./schema.ts";
import { inTransaction } from "./transaction.ts";

/** How long to wait for a reader or a backup that holds the file, in milliseconds. */
const busyTimeout = 5000;

/** The path a file has behind all links, so that two names of it cannot take two locks. */
export function realFile(file: string): string {
  const exists = statSync(file, { throwIfNoEntry: false }) !== undefined;
  return exists ? realpathSync(file) : resolve(file);
}

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get() ?? {};
  return integer(row, name);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

function assertOurs(database: DatabaseSync, file: string): void {
  if (pragma(database, "application_id") !== applicationId && !isEmpty(database)) {
    throw new TenureError(
      "store_foreign",
      `${file} is a database of another application. Name another file for the store.`,
    );
  }
  const version = pragma(database, "user_version");
  if (version > migrations.length) {
    throw new TenureError(
      "store_newer",
      `${file} has schema ${version}, this release knows up to ${migrations.length}. ` +
        "Run the release that wrote it, or a newer one.",
    );
  }
}

/** Looks at a file without leave to write, so that one that is not ours stays as it is. */
function inspect(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
  try {
    assertOurs(database, file);
  } finally {
    database.close();
  }
}

function migrate(database: DatabaseSync): void {
  const version = pragma(database, "user_version");
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${index + 1}`);
    });
  }
}

/**
 * Opens a database with its schema up to date, durable to the last commit: a write-ahead log, synced
 * at each commit. A file that is not ours, or newer than we know, is not touched.
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") inspect(file);
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
