import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { TenureError } from "@tenure/engine";

import { integer } from "./column.ts";
import { applicationId, migrations } from "./schema.ts";
import { inTransaction } from "./transaction.ts";

/** How long to wait for a reader or a backup that holds the file, in milliseconds. */
const busyTimeout = 5000;

/**
 * How many pages the log takes in before they go to the file, 16 MB. A page that is written often goes
 * there once for all; much more would make the one commit that has to wait for it wait too long.
 */
const checkpointPages = 4000;

/** The path a file has behind all links, so that two names of it cannot take two locks. */
export function realFile(file: string): string {
  const exists = statSync(file, { throwIfNoEntry: false }) !== undefined;
  return exists ? realpathSync(file) : resolve(file);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get() ?? {};
  return integer(row, name);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

/** The least a database takes; SQLite makes a new one of a file of a single byte. */
const leastSize = 512;

/** Looks for what SQLite would take for a new file, throwing away what there is of it or of its log. */
function assertWhole(file: string): void {
  const size = sizeOf(file);
  if (size >= leastSize || (size === 0 && sizeOf(`${file}-wal`) === 0)) return;
  if (size > 0) {
    throw new TenureError(
      "store_foreign",
      `${file} is too short to be a store. Name another file, or restore a backup if it was one.`,
    );
  }
  throw new TenureError(
    "store_corrupt",
    `${file} is empty or gone, but its write-ahead log ${file}-wal is there. ` +
      "Put the file back beside its log, or restore a backup and remove the log.",
  );
}

/** Checks whose the database is, and tells the schema it has; 0 when it is empty. */
function schemaOf(database: DatabaseSync, file: string): number {
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
  return version;
}

/** Looks at a file without leave to write, so that one that is not ours stays as it is. */
function inspect(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
  try {
    schemaOf(database, file);
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
 * at each commit. A file that is not ours, damaged, or newer than we know, is not touched.
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") {
    assertWhole(file);
    inspect(file);
  }
  const database = new DatabaseSync(file, { timeout: busyTimeout });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a database to look at it, as it is; its schema has to be the present one. */
export function openForReading(file: string): DatabaseSync {
  if (sizeOf(file) > 0) assertWhole(file);
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout });
  try {
    const version = schemaOf(database, file);
    if (version === migrations.length) return database;
    throw new TenureError(
      "store_unavailable",
      `${file} has schema ${version}, reading it takes ${migrations.length}. ` +
        "Open it once for work with this release, which brings it up to date.",
    );
  } catch (error) {
    database.close();
    throw error;
  }
}
