import { TenureError } from "@tenure/engine";
import { Client, type PoolConfig } from "pg";

export interface PostgresStoreOptions {
  /** Where the database is, as `postgres://user:password@host/database`. This or `connection`. */
  readonly connectionString?: string;
  /** The same as fields of a `pg` pool's configuration, for certificates and the like. */
  readonly connection?: PoolConfig;
  /** The schema that holds the store's tables. Default: `tenure`. */
  readonly schema?: string;
  /** How many connections are open at most, without the one that listens. Default: 10. */
  readonly connections?: number;
  /** How long one statement may take before the server gives it up, in milliseconds. Default: 30,000. */
  readonly statementTimeoutMilliseconds?: number;
  /**
   * How to learn at once of what other processes wrote: a connection of its own that listens. False: by
   * polling only. A connection string: listens there, past a pooler. Default: true, or false when `pooled`
   * is `transaction`.
   */
  readonly listen?: boolean | string;
  /**
   * What kind of pooler stands between. Behind one that assigns a server connection per transaction,
   * nothing is prepared or set for the connection, each verb is a transaction of its own with three
   * statements sent in one go, and listening needs a way past it. Default: none, or one per session.
   */
  readonly pooled?: "session" | "transaction";
  /**
   * Whose clock says when a lease ends and work is due. `database`: the offset to the database's clock is
   * measured when the store is opened and every half minute, so that machines whose clocks differ agree.
   * `given`: the times that the engine gives are taken as they are. Default: `database`.
   */
  readonly clock?: "database" | "given";
}

function invalid(problem: string): never {
  throw new TenureError("options_invalid", `A PostgreSQL store ${problem}.`);
}

function checkCount(name: string, value: number | undefined, most: number): void {
  if (value === undefined) return;
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  invalid(`takes a whole number from 1 to ${most} as ${name}`);
}

/** The driver's own error repeats the string, password and all, so it is not kept as the cause. */
function checkConnectionString(name: string, value: string): void {
  const scheme = /^postgres(?:ql)?:\/\//u;
  try {
    if (scheme.test(value) && new Client({ connectionString: value }).host !== "") return;
  } catch {
    // Told below.
  }
  invalid(`takes a connection string as ${name}, such as postgres://user:password@host/database`);
}

/** @throws TenureError `options_invalid`, which never repeats the connection string */
export function checkOptions(options: PostgresStoreOptions): void {
  const { connectionString, connection, connections, pooled, listen } = options;
  if ((connectionString === undefined) === (connection === undefined)) {
    invalid("needs either connectionString or connection");
  }
  if (connectionString !== undefined) checkConnectionString("connectionString", connectionString);
  if (typeof listen === "string") checkConnectionString("listen", listen);
  if (pooled === "transaction" && listen === true) {
    invalid("cannot listen through a transaction pooler; give listen a connection string past it");
  }
  checkCount("connections", connections, 1000);
  checkCount("statementTimeoutMilliseconds", options.statementTimeoutMilliseconds, 86_400_000);
}
