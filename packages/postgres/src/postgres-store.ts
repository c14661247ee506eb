import {
  TenureError,
  type CommitResult,
  type Finding,
  type Store,
  type StoreTransaction,
  type Facet,
  type ListFilter,
  type Tallies,
} from "@tenure/engine";
import type { ClientBase } from "pg";

import { Announcer } from "./announcer.ts";
import { cursorOf, placeOf } from "./change-cursor.ts";
import { claimStatement } from "./claim-statement.ts";
import { flag, integer, text, type Row } from "./column.ts";
import { commitCall } from "./commit-batch.ts";
import { DatabaseClock } from "./database-clock.ts";
import { Database, type Query, type Statement } from "./database.ts";
import { toEntry } from "./history-row.ts";
import { countStatement, listStatement } from "./list-query.ts";
import { Listener } from "./listener.ts";
import { lookUp } from "./look-up.ts";
import { examineSchema, openSchema } from "./open-schema.ts";
import { kept, original, packed, unpacked } from "./packed.ts";
import { checkOptions, type PostgresStoreOptions } from "./postgres-options.ts";
import { quotedSchema } from "./schema-name.ts";
import { toRecord } from "./subscription-row.ts";
import { tallyOf } from "./tally.ts";
import { transactionQuery } from "./transaction-query.ts";
import { toClaimed, toOutstanding, toTimer } from "./work-row.ts";

type VerbName = Exclude<keyof Store, "callsSideBySide">;
type Verb<Name extends VerbName> = Parameters<NonNullable<Store[Name]>>;
type Answer<Name extends VerbName> = ReturnType<NonNullable<Store[Name]>>;

/** A store in a PostgreSQL schema, for any number of processes. */
export interface PostgresStore extends Store {
  watch(changed: () => void): () => void;
  /**
   * Works within the transaction that is open on the application's own `pg` client: what is committed is
   * durable, and seen by others, when that transaction commits, and gone when it rolls back. Until then
   * commits of others on the same subscriptions answer `busy`. A failure leaves the transaction aborted,
   * as any failed statement does; a result other than `committed` leaves it as it was.
   *
   * @throws TenureError `store_unsupported` when it is no `pg` client
   */
  within(client: ClientBase): StoreTransaction;
}

/** Two keep both sides busy; with more, each becomes smaller and costs more than the waiting did. */
const batchesSideBySide = 2;

interface OpenStore {
  readonly database: Database;
  readonly announcer: Announcer;
}

class PostgresStoreOn implements PostgresStore {
  readonly callsSideBySide: number;
  readonly #options: PostgresStoreOptions;
  readonly #schema: string;
  readonly #channel: string;
  readonly #clock: DatabaseClock;
  readonly #listener: Listener | undefined;
  #open: OpenStore | undefined;
  #opening: Promise<void> | undefined;

  constructor(options: PostgresStoreOptions) {
    checkOptions(options);
    this.#options = options;
    this.callsSideBySide = Math.min(options.connections ?? batchesSideBySide, batchesSideBySide);
    this.#schema = quotedSchema(options.schema ?? "tenure");
    this.#channel = `tenure_${options.schema ?? "tenure"}`;
    this.#clock = new DatabaseClock(options.clock === "given");
    const { connectionString, connection, listen = options.pooled !== "transaction" } = options;
    if (listen === false) return;
    const config =
      listen === true ? (connection ?? { connectionString }) : { connectionString: listen };
    this.#listener = new Listener(config, `"${this.#channel}"`);
  }

  async open(): Promise<void> {
    if (this.#open !== undefined) return;
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    await this.#opening;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await this.#listener?.close();
    open?.announcer.close();
    await open?.database.end();
  }

  async load(...[batch]: Verb<"load">): Answer<"load"> {
    return lookUp(this.#query, this.#schema, batch);
  }

  async commit(...[batch]: Verb<"commit">): Answer<"commit"> {
    const { announcer } = this.#opened();
    const results = await this.#commit(this.#query, batch, null);
    if (results.some(({ type }) => type === "committed")) announcer.tell();
    return results;
  }

  async claim(...[request]: Verb<"claim">): Answer<"claim"> {
    await this.#clock.check(this.#query);
    const rows = await this.#query(claimStatement(this.#schema, request, this.#clock));
    return rows.map((row) => toClaimed(row, this.#clock));
  }

  async extend(...[{ id, token }, leaseUntil]: Verb<"extend">): Answer<"extend"> {
    const values = [id, token, this.#clock.toDatabase(leaseUntil)];
    const [row = {}] = await this.#call("extend_claim", "$1, $2, $3", values);
    return flag(row, "extend_claim");
  }

  async putBack(...[{ id, token }, retry]: Verb<"putBack">): Answer<"putBack"> {
    const { availableAt, attempts, error } = retry;
    const values = [id, token, this.#clock.toDatabase(availableAt), attempts, kept(error)];
    const [row = {}] = await this.#call("put_back", "$1, $2, $3, $4, $5", values);
    return flag(row, "put_back");
  }

  async claimTimers(...[{ now, leaseUntil, limit }]: Verb<"claimTimers">): Answer<"claimTimers"> {
    await this.#clock.check(this.#query);
    const values = [this.#clock.toDatabase(now), this.#clock.toDatabase(leaseUntil), limit];
    return (await this.#call("claim_timers", "$1, $2, $3", values)).map(toTimer);
  }

  async nextWake(...[adapters]: Verb<"nextWake">): Answer<"nextWake"> {
    await this.#clock.check(this.#query);
    const values = [packed(adapters.map(kept))];
    const [row = {}] = await this.#call("next_wake", unpacked(1, "text"), values);
    const time = (column: string): number | undefined =>
      row[column] === null ? undefined : this.#clock.toHere(integer(row, column));
    return { effectAt: time("effect_at"), timerAt: time("timer_at") };
  }

  async history(...[key, { after, limit }]: Verb<"history">): Answer<"history"> {
    return (await this.#call("history_of", "$1, $2, $3", [key, after, limit])).map(toEntry);
  }

  async list(...[filter, page]: Verb<"list">): Answer<"list"> {
    const found = await this.#query(listStatement(this.#schema, filter, page));
    const rows = found.slice(0, page.limit).map(toRecord);
    const last = rows.at(-1);
    return found.length > rows.length && last ? { rows, next: last.key } : { rows };
  }

  async count(...[filter]: Verb<"count">): Answer<"count"> {
    const [row = {}] = await this.#query(countStatement(this.#schema, filter));
    return integer(row, "total");
  }

  async tally<Of extends Facet>(facets: readonly Of[], filter: ListFilter): Promise<Tallies<Of>> {
    return tallyOf((statement) => this.#query(statement), this.#schema, facets, filter);
  }

  async changes(...[after, limit]: Verb<"changes">): Answer<"changes"> {
    const rows = await this.#call("changes_behind", "$1, $2, $3", [...placeOf(after), limit]);
    return rows.map((row) => ({ cursor: cursorOf(row), entry: toEntry(row) }));
  }

  async changesEnd(): Answer<"changesEnd"> {
    const [row] = await this.#call("changes_end", "", []);
    return row && cursorOf(row);
  }

  async outstanding(...[key]: Verb<"outstanding">): Answer<"outstanding"> {
    await this.#clock.check(this.#query);
    // One statement, so that both are of one moment; either side may have no row.
    const sql = `
      SELECT o.id, o.effect, o.available_at, o.ready_at, o.claims, o.attempts, o.owner, o.error,
        NULL AS key, NULL AS timer, NULL AS request_id, NULL AS due_at, o.seq AS place
      FROM ${this.#schema}.outbox o WHERE o.key = $1
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.key, t.timer, t.request_id, t.due_at, NULL
      FROM ${this.#schema}.timer t WHERE t.key = $1
      ORDER BY place, timer`;
    const rows = await this.#run("outstanding", sql, [key]);
    const [timers, effects] = [rows.filter(isTimer), rows.filter((row) => !isTimer(row))];
    return {
      effects: effects.map((row) => toOutstanding(row, this.#clock)),
      timers: timers.map(toTimer),
    };
  }

  async backlog(): Answer<"backlog"> {
    const [row = {}] = await this.#run(
      "backlog",
      `SELECT count(*) AS total FROM ${this.#schema}.outbox`,
    );
    return integer(row, "total");
  }

  async pause(...[{ adapter, at, reason }]: Verb<"pause">): Answer<"pause"> {
    const sql = `
      INSERT INTO ${this.#schema}.pause (adapter, at, reason) VALUES ($1, $2, $3)
      ON CONFLICT (adapter) DO UPDATE SET at = excluded.at, reason = excluded.reason`;
    await this.#run("pause", sql, [scopeOf(adapter), at, kept(reason)]);
    this.#opened().announcer.tell();
  }

  async resume(...[adapter]: Verb<"resume">): Answer<"resume"> {
    const sql = `DELETE FROM ${this.#schema}.pause WHERE adapter = $1 RETURNING adapter`;
    const rows = await this.#run("resume", sql, [scopeOf(adapter)]);
    if (rows.length > 0) this.#opened().announcer.tell();
    return rows.length > 0;
  }

  async pauses(): Answer<"pauses"> {
    const sql = `SELECT * FROM ${this.#schema}.pause ORDER BY at, adapter`;
    return (await this.#run("pauses", sql)).map((row) => ({
      adapter: text(row, "adapter") === "" ? null : original(text(row, "adapter")),
      at: integer(row, "at"),
      reason: original(text(row, "reason")),
    }));
  }

  async forgetAnswers(...[before, limit]: Verb<"forgetAnswers">): Answer<"forgetAnswers"> {
    const [row = {}] = await this.#call("forget_answers", "$1, $2", [before, limit]);
    return integer(row, "forget_answers");
  }

  async readCursor(...[name]: Verb<"readCursor">): Answer<"readCursor"> {
    const sql = `SELECT value FROM ${this.#schema}.cursor WHERE name = $1`;
    const [row] = await this.#run("read_cursor", sql, [kept(name)]);
    return row && original(text(row, "value"));
  }

  async writeCursor(...[name, value]: Verb<"writeCursor">): Answer<"writeCursor"> {
    const sql = `
      INSERT INTO ${this.#schema}.cursor (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
    await this.#run("write_cursor", sql, [kept(name), kept(value)]);
  }

  async examine(): Promise<readonly Finding[]> {
    const database = new Database(this.#options);
    try {
      return [await examineSchema(database, this.#options.schema ?? "tenure", this.#schema)];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return [{ about: "schema", state: "bad", message }];
    } finally {
      await database.end();
    }
  }

  watch(changed: () => void): () => void {
    return this.#listener?.add(changed) ?? (() => {});
  }

  within(transaction: unknown): StoreTransaction {
    this.#opened();
    const query = transactionQuery(transaction);
    return {
      load: (batch) => lookUp(query, this.#schema, batch),
      commit: (batch) => this.#commit(query, batch, this.#channel),
    };
  }

  async #connect(): Promise<void> {
    const database = new Database(this.#options);
    try {
      await openSchema(database, this.#options.schema ?? "tenure", this.#schema);
      await this.#clock.check((statement) => database.query(statement));
    } catch (error) {
      await database.end();
      throw error;
    }
    const announcer = new Announcer(() => {
      return database.query({
        name: "announce",
        text: "SELECT pg_notify($1, '')",
        values: [this.#channel],
      });
    });
    this.#open = { database, announcer };
  }

  async #commit(
    query: Query,
    batch: Verb<"commit">[0],
    channel: string | null,
  ): Promise<readonly CommitResult[]> {
    if (batch.length === 0) return [];
    const call = commitCall(this.#schema, batch, this.#clock, channel);
    return call.results(await query(call.statement));
  }

  readonly #query: Query = async (statement) => this.#opened().database.query(statement);

  #run(name: string, sql: string, values: Statement["values"] = []): Promise<readonly Row[]> {
    return this.#query({ name, text: sql, values });
  }

  #call(name: string, columns: string, values: Statement["values"]): Promise<readonly Row[]> {
    return this.#run(name, `SELECT * FROM ${this.#schema}.${name}(${columns})`, values);
  }

  #opened(): OpenStore {
    if (this.#open !== undefined) return this.#open;
    const message = "The PostgreSQL store is not open. Await open() first.";
    throw new TenureError("store_closed", message);
  }
}

const isTimer = (row: Row): boolean => row["timer"] !== null;

function scopeOf(adapter: string | null): string {
  return adapter === null ? "" : kept(adapter);
}

/**
 * A store in a schema of a PostgreSQL database, for any number of processes on any number of machines.
 * The schema is made and brought up to date by `open`, which rejects as `Retryable` at once when the
 * server is not there, so that the caller decides how long to wait. A server that goes away later makes
 * verbs reject as `Retryable` until it is back; whether a write under way was done is then not known.
 *
 * `changes` shows an entry once every transaction of the whole cluster that began to write before it has
 * ended, since one of them may still come before it: a transaction that writes and stays open holds the
 * feed up. Cursors stay good in a database that was dumped and restored, or set back to an earlier time:
 * what was lost is not told of, what is written afterwards is shown behind every cursor.
 *
 * @throws TenureError `options_invalid`
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  return new PostgresStoreOn(options);
}
