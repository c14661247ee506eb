import { systemClock } from "@tenure/engine";
import { Pool, type ClientBase, type CustomTypesConfig, type PoolConfig } from "pg";

import { abandon } from "./abandon.ts";
import type { Row } from "./column.ts";
import { postgresError } from "./postgres-error.ts";
import type { PostgresStoreOptions } from "./postgres-options.ts";

export interface Statement {
  /** Under this name it is prepared once for each connection. Left out: it is not. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** Runs a statement and gives its rows. @throws TenureError */
export type Query = (statement: Statement) => Promise<readonly Row[]>;

const defaultStatementTimeout = 30_000;
const connectTimeout = 10_000;
/** How long a lock is waited for; only ever that of a short transaction of ours. */
const longestLockWait = 5000;
/** How much longer than the server we wait for its answer, before we take it for lost. */
const answerGrace = 5000;
const longestGoodbye = 2000;

// oxlint-disable-next-line no-unsafe-type-assertion -- every value is left as the text it came as
const asText = { getTypeParser: () => String } as unknown as CustomTypesConfig;

function ignore(): void {
  // A connection was lost. The verb that used it is told; an idle one the pool throws away.
}

/** Runs statements on a client that somebody else looks after. */
export function queryOn(client: ClientBase): Query {
  return async ({ text, values }) => {
    try {
      const result = await client.query<Row>({ text, values: [...values], types: asText });
      return result.rows;
    } catch (error) {
      throw postgresError(error);
    }
  };
}

/** The connections to the database, and how statements are sent over them. */
export class Database {
  readonly #pool: Pool;
  readonly #clients = new Set<ClientBase>();
  readonly #settings: string;
  /** Behind a transaction pooler a connection keeps nothing from one transaction to the next. */
  readonly #shared: boolean;

  constructor(options: PostgresStoreOptions) {
    const statementTimeout = options.statementTimeoutMilliseconds ?? defaultStatementTimeout;
    this.#shared = options.pooled === "transaction";
    const local = this.#shared ? "LOCAL " : "";
    this.#settings = [
      `SET ${local}statement_timeout = ${statementTimeout}`,
      `SET ${local}lock_timeout = ${Math.min(statementTimeout, longestLockWait)}`,
      `SET ${local}idle_in_transaction_session_timeout = ${statementTimeout + answerGrace}`,
    ].join("; ");
    this.#pool = new Pool({
      ...poolConfig(options, statementTimeout + answerGrace),
      verify: (client, done) => {
        if (this.#shared) done();
        else client.query(this.#settings, done);
      },
    });
    this.#pool.on("error", ignore);
    this.#pool.on("connect", (client) => {
      // The pool does not listen while it verifies or lends it, and a failure nobody hears ends the process.
      client.on("error", ignore);
      this.#clients.add(client);
    });
    this.#pool.on("remove", (client) => {
      this.#clients.delete(client);
    });
  }

  async query(statement: Statement): Promise<readonly Row[]> {
    try {
      if (this.#shared) return await this.#queryShared(statement);
      const config = { ...statement, values: [...statement.values], types: asText };
      return (await this.#pool.query<Row>(config)).rows;
    } catch (error) {
      throw postgresError(error);
    }
  }

  /** Runs the work in one transaction on one connection. */
  async transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    return this.#borrow(async (client) => {
      await client.query(`BEGIN; ${this.#settings.replaceAll(/SET (?:LOCAL )?/gu, "SET LOCAL ")}`);
      try {
        const result = await work(queryOn(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch(ignore);
        throw error;
      }
    });
  }

  /** Resolves when all connections are closed, or do not answer any more. */
  async end(): Promise<void> {
    const closed = new AbortController();
    const ended = this.#pool.end().finally(() => {
      closed.abort();
    });
    await Promise.race([ended, systemClock().sleep(longestGoodbye, closed.signal)]);
    for (const client of this.#clients) abandon(client);
  }

  /** One statement between BEGIN and COMMIT, sent without waiting in between. */
  async #queryShared({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#borrow(async (client) => {
      const [begun, done, committed] = await Promise.allSettled([
        client.query(`BEGIN; ${this.#settings}`),
        client.query<Row>({ text, values: [...values], types: asText }),
        client.query("COMMIT"),
      ]);
      for (const { reason } of [begun, done, committed].filter(isRejected)) throw reason;
      return done.status === "fulfilled" ? done.value.rows : [];
    });
  }

  async #borrow<Result>(work: (client: ClientBase) => Promise<Result>): Promise<Result> {
    let failure: Error | undefined;
    try {
      const client = await this.#pool.connect();
      try {
        return await work(client);
      } catch (error) {
        failure = postgresError(error);
        throw failure;
      } finally {
        client.release(failure);
      }
    } catch (error) {
      throw postgresError(error);
    }
  }
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === "rejected";
}

function poolConfig(options: PostgresStoreOptions, queryTimeout: number): PoolConfig {
  const { connectionString, connection, connections = 10, pooled } = options;
  return {
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    application_name: "tenure",
    ...connection,
    ...(connectionString === undefined ? {} : { connectionString }),
    max: connections,
    query_timeout: queryTimeout,
    pipeline: pooled === "transaction",
  };
}
