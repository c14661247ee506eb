import type { DatabaseSync } from "node:sqlite";

/** Runs the work in one transaction: all of it is durable when this returns, or none when it throws. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
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
