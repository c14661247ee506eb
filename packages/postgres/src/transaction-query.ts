import { TenureError } from "@tenure/engine";
import type { ClientBase } from "pg";

import { queryOn, type Query } from "./database.ts";

function isClient(transaction: unknown): transaction is ClientBase {
  return (
    typeof transaction === "object" &&
    transaction !== null &&
    "query" in transaction &&
    typeof transaction.query === "function" &&
    "getTransactionStatus" in transaction &&
    typeof transaction.getTransactionStatus === "function"
  );
}

/**
 * Runs statements within the transaction that is open on an application's `pg` client.
 *
 * @throws TenureError `store_unsupported` when it is no such client; the query does so when no
 * transaction is open on it, because what is written would then be durable at once
 */
export function transactionQuery(transaction: unknown): Query {
  if (!isClient(transaction)) {
    throw new TenureError(
      "store_unsupported",
      "A PostgreSQL store works within the transaction of a pg client. Give it a Client or PoolClient, " +
        "not a pool.",
    );
  }
  const query = queryOn(transaction);
  return async (statement) => {
    if (transaction.getTransactionStatus() !== "T") {
      throw new TenureError(
        "store_unsupported",
        "No transaction is open on the pg client. Await its BEGIN first.",
      );
    }
    return query(statement);
  };
}
