import { DatabaseSync } from "node:sqlite";

import { TenureError } from "@tenure/engine";

import { isBusy, sqliteError } from "./sqlite-error.ts";

export interface FileLock {
  release(): void;
}

/**
 * Holds `<file>-lock`, so that one store at a time works on the file. The lock is an exclusive
 * transaction on an empty SQLite database: the operating system ends it with the process, however
 * that dies. The lock file itself stays; removing it would let two holders in.
 *
 * @throws TenureError `store_locked`, at once, when somebody else holds it
 */
export function lockFile(file: string): FileLock {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(`${file}-lock`, { timeout: 0 });
    // Nothing is ever written, so there is nothing to roll back after a crash.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw sqliteError(`${file}-lock`, error);
    throw new TenureError(
      "store_locked",
      `Somebody else works on the store ${file}. Stop that engine first, or name another file.`,
      { cause: error },
    );
  }
  const held = database;
  return {
    release() {
      held.close();
    },
  };
}
