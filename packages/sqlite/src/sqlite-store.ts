import type { DatabaseSync } from "node:sqlite";

import { TenureError, type CommitResult, type Store } from "@tenure/engine";

import { applyCommit } from "./apply-commit.ts";
import { lockFile, type FileLock } from "./file-lock.ts";
import { openDatabase, realFile } from "./open-database.ts";
import { sqliteError } from "./sqlite-error.ts";
import { prepareTables, type Tables } from "./tables/tables.ts";
import { inTransaction } from "./transaction.ts";

export interface SqliteStoreOptions {
  /** Path of the file, made when it does not exist; `:memory:` forgets everything when closed. */
  readonly file: string;
}

interface OpenStore {
  readonly database: DatabaseSync;
  readonly tables: Tables;
  readonly lock: FileLock | undefined;
}

type Verb<Name extends keyof Store> = Parameters<Store[Name]>;
type Answer<Name extends keyof Store> = ReturnType<Store[Name]>;

class SqliteStore implements Store {
  readonly #file: string;
  #open: OpenStore | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async open(): Promise<void> {
    if (this.#open !== undefined) return;
    const inMemory = this.#file === ":memory:";
    const file = inMemory ? this.#file : realFile(this.#file);
    const lock = inMemory ? undefined : lockFile(file);
    let database: DatabaseSync | undefined;
    try {
      database = openDatabase(file);
      const tables = prepareTables(database);
      tables.outbox.releaseAll();
      this.#open = { database, tables, lock };
    } catch (error) {
      database?.close();
      lock?.release();
      throw sqliteError(this.#file, error);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    open?.database.close();
    open?.lock?.release();
  }

  async load(...[key]: Verb<"load">): Answer<"load"> {
    return this.#with(({ tables }) => tables.subscriptions.load(key));
  }

  async commit(...[batch]: Verb<"commit">): Answer<"commit"> {
    return this.#write((tables): readonly CommitResult[] =>
      batch.map((commit) => applyCommit(tables, commit)),
    );
  }

  async findInbox(...[key, idempotencyKey]: Verb<"findInbox">): Answer<"findInbox"> {
    return this.#with(({ tables }) => tables.inbox.find(key, idempotencyKey));
  }

  async claim(...[{ now, leaseUntil, limit, owner }]: Verb<"claim">): Answer<"claim"> {
    const due = this.#with(({ tables }) => tables.outbox.due(now, limit));
    if (due.length === 0) return [];
    return this.#write(({ outbox }) => due.map((row) => outbox.claim(row, leaseUntil, owner)));
  }

  async extend(...[claim, leaseUntil]: Verb<"extend">): Answer<"extend"> {
    return this.#with(({ tables }) => tables.outbox.extend(claim, leaseUntil));
  }

  async putBack(...[claim, retry]: Verb<"putBack">): Answer<"putBack"> {
    return this.#with(({ tables }) => tables.outbox.putBack(claim, retry));
  }

  async dueTimers(...[now, limit]: Verb<"dueTimers">): Answer<"dueTimers"> {
    return this.#with(({ tables }) => tables.timers.due(now, limit));
  }

  async nextWake(): Answer<"nextWake"> {
    return this.#with(({ tables: { outbox, timers } }) => ({
      effectAt: outbox.nextAt(),
      timerAt: timers.nextAt(),
    }));
  }

  async history(...[key, options]: Verb<"history">): Answer<"history"> {
    return this.#with(({ tables }) => tables.history.read(key, options));
  }

  async list(...[filter, page]: Verb<"list">): Answer<"list"> {
    return this.#with(({ tables }) => tables.subscriptions.list(filter, page));
  }

  async backlog(): Answer<"backlog"> {
    return this.#with(({ tables }) => tables.outbox.size);
  }

  async readCursor(...[name]: Verb<"readCursor">): Answer<"readCursor"> {
    return this.#with(({ tables }) => tables.cursors.read(name));
  }

  async writeCursor(...[name, value]: Verb<"writeCursor">): Answer<"writeCursor"> {
    this.#with(({ tables }) => tables.cursors.write(name, value));
  }

  #with<Result>(work: (open: OpenStore) => Result): Result {
    if (this.#open === undefined) {
      const message = `The store ${this.#file} is not open. Await open() first.`;
      throw new TenureError("store_closed", message);
    }
    try {
      return work(this.#open);
    } catch (error) {
      throw sqliteError(this.#file, error);
    }
  }

  #write<Result>(work: (tables: Tables) => Result): Result {
    return this.#with(({ database, tables }) => {
      const { size } = tables.outbox;
      try {
        return inTransaction(database, () => work(tables));
      } catch (error) {
        tables.outbox.resetSize(size);
        throw error;
      }
    });
  }
}

/**
 * A store in one SQLite file, with nothing to install. A commit is on the disk when its promise
 * resolves. One store at a time works on a file: a second one, in this process or another, is told
 * `store_locked` at once; readers such as a backup may look at any time. Leases do not outlive the
 * process: what was claimed when it died may be claimed as soon as the file is opened again.
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  return new SqliteStore(options.file);
}
