import type { DatabaseSync } from "node:sqlite";

function run<Result>(database: DatabaseSync, begin: string, work: () => Result): Result {
  database.exec(begin);
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite ends the transaction itself when the disk fails.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Runs the work in one transaction: all of it is durable when this returns, or none when it throws. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  return run(database, "BEGIN IMMEDIATE", work);
}

/** Runs reads that all see the database as of one moment, whoever else writes to it meanwhile. */
export function inSnapshot<Result>(database: DatabaseSync, work: () => Result): Result {
  return run(database, "BEGIN", work);
}
