import type { DatabaseSync } from "node:sqlite";

import {
  TenureError,
  type CommitResult,
  type Facet,
  type Finding,
  type Found,
  type ListFilter,
  type Lookup,
  type Store,
  type Tallies,
} from "@tenure/engine";

import { applyCommit } from "./apply-commit.ts";
import { backUp } from "./backup.ts";
import { examineFile } from "./examine-file.ts";
import { lockFile, type FileLock } from "./file-lock.ts";
import { openDatabase, openForReading, realFile } from "./open-database.ts";
import { sqliteError } from "./sqlite-error.ts";
import { prepareTables, type Tables } from "./tables/tables.ts";
import { tallyByCounts } from "./tally.ts";
import { inSnapshot, inTransaction } from "./transaction.ts";
import { watchFile } from "./watch-file.ts";

export interface SqliteStoreOptions {
  /** Path of the file, made when it does not exist; `:memory:` forgets everything when closed. */
  readonly file: string;
  /**
   * Only looks, also while an engine works on the file; verbs that write reject with
   * `store_read_only`. Default: false.
   *
   * Beside an engine it needs leave to read the file, its `-wal` and its `-shm`. When nobody works on
   * the file it needs leave to write to the folder, because SQLite then has to make the latter two; they
   * stay, and the engine has to be able to write to them.
   * The file is neither made nor brought up to date: one that is missing or of an older schema is told
   * `store_unavailable`.
   */
  readonly readOnly?: boolean;
}

/** A store in one file. */
export interface SqliteStore extends Store {
  /**
   * Writes a copy of the store as it is at one moment, while work on it goes on. The copy is a store
   * itself: opened for work, it goes on where the copied one was, its leases ended. An older file of
   * that name is replaced, at once and only by a complete copy.
   *
   * @throws TenureError `options_invalid` when the name is that of the store itself or of a store in use
   */
  backup(file: string): Promise<void>;
}

interface OpenStore {
  readonly file: string;
  readonly database: DatabaseSync;
  readonly tables: Tables;
  readonly lock: FileLock | undefined;
}

type VerbName = Exclude<keyof Store, "callsSideBySide">;
type Verb<Name extends VerbName> = Parameters<NonNullable<Store[Name]>>;
type Answer<Name extends VerbName> = ReturnType<NonNullable<Store[Name]>>;

function find({ subscriptions, inbox }: Tables, { key, idempotencyKey }: Lookup): Found {
  const record = subscriptions.load(key);
  const answer = idempotencyKey === undefined ? undefined : inbox.find(key, idempotencyKey);
  return {
    ...(record === undefined ? {} : { record }),
    ...(answer === undefined ? {} : { inbox: answer }),
  };
}

function openForWork(file: string): OpenStore {
  const lock = file === ":memory:" ? undefined : lockFile(file);
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(file);
    const tables = prepareTables(database);
    inTransaction(database, () => {
      tables.outbox.releaseAll();
      tables.timers.releaseAll();
    });
    tables.outbox.countAnew();
    return { file, database, tables, lock };
  } catch (error) {
    database?.close();
    lock?.release();
    throw error;
  }
}

function openToLook(file: string): OpenStore {
  const database = openForReading(file);
  try {
    return { file, database, tables: prepareTables(database), lock: undefined };
  } catch (error) {
    database.close();
    throw error;
  }
}

class FileStore implements SqliteStore {
  readonly #file: string;
  readonly #readOnly: boolean;
  readonly #backups = new Set<Promise<void>>();
  /** Nobody else writes while this store is open for work, so only a reader can be told. */
  readonly watch?: NonNullable<Store["watch"]>;
  #open: OpenStore | undefined;

  constructor({ file, readOnly = false }: SqliteStoreOptions) {
    this.#file = file;
    this.#readOnly = readOnly;
    if (readOnly) this.watch = (changed) => watchFile(this.#opened().file, changed);
  }

  async open(): Promise<void> {
    if (this.#open !== undefined) return;
    try {
      const file = this.#file === ":memory:" ? this.#file : realFile(this.#file);
      this.#open = this.#readOnly ? openToLook(file) : openForWork(file);
    } catch (error) {
      throw sqliteError(this.#file, error);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await Promise.allSettled(this.#backups);
    open?.database.close();
    open?.lock?.release();
  }

  async load(...[batch]: Verb<"load">): Answer<"load"> {
    return this.#read((tables) => batch.map((lookup) => find(tables, lookup)));
  }

  async commit(...[batch]: Verb<"commit">): Answer<"commit"> {
    return this.#write((tables): readonly CommitResult[] =>
      batch.map((commit) => applyCommit(tables, commit)),
    );
  }

  async claim(...[{ now, leaseUntil, adapters, owner }]: Verb<"claim">): Answer<"claim"> {
    const due = this.#look(({ lanes, pauses }) => {
      const open = new Set(pauses.open(adapters.map(({ adapter }) => adapter)));
      return adapters
        .filter(({ adapter }) => open.has(adapter))
        .flatMap((share) => lanes.due(share, now));
    });
    if (due.length === 0) return [];
    return this.#write(({ outbox }) => due.map((seq) => outbox.claim(seq, leaseUntil, owner)));
  }

  async extend(...[claim, leaseUntil]: Verb<"extend">): Answer<"extend"> {
    return this.#write(({ outbox }) => outbox.extend(claim, leaseUntil));
  }

  async putBack(...[claim, retry]: Verb<"putBack">): Answer<"putBack"> {
    return this.#write(({ outbox }) => outbox.putBack(claim, retry));
  }

  async claimTimers(...[{ now, leaseUntil, limit }]: Verb<"claimTimers">): Answer<"claimTimers"> {
    const due = this.#look(({ timers }) => timers.due(now, limit));
    if (due.length === 0) return [];
    this.#write(({ timers }) => {
      for (const timer of due) timers.hold(timer, leaseUntil);
    });
    return due;
  }

  async nextWake(...[adapters]: Verb<"nextWake">): Answer<"nextWake"> {
    return this.#read(({ lanes, pauses, timers }) => {
      const times = pauses
        .open(adapters)
        .map((adapter) => lanes.nextAt(adapter))
        .filter((at) => at !== undefined);
      const effectAt = times.length === 0 ? undefined : Math.min(...times);
      return { effectAt, timerAt: timers.nextAt() };
    });
  }

  async history(...[key, options]: Verb<"history">): Answer<"history"> {
    return this.#read(({ history }) => history.read(key, options));
  }

  async list(...[filter, page]: Verb<"list">): Answer<"list"> {
    return this.#read(({ subscriptions }) => subscriptions.list(filter, page));
  }

  async count(...[filter]: Verb<"count">): Answer<"count"> {
    return this.#read(({ subscriptions }) => subscriptions.count(filter));
  }

  async tally<Of extends Facet>(facets: readonly Of[], filter: ListFilter): Promise<Tallies<Of>> {
    return tallyByCounts(facets, filter, {
      count: (narrowed) => this.#read(({ subscriptions }) => subscriptions.count(narrowed)),
      valuesOf: (facet) => this.#read(({ subscriptions }) => subscriptions.valuesOf(facet)),
    });
  }

  async changes(...[after, limit]: Verb<"changes">): Answer<"changes"> {
    return this.#read(({ history }) => history.changes(after, limit));
  }

  async changesEnd(): Answer<"changesEnd"> {
    return this.#read(({ history }) => history.end());
  }

  async outstanding(...[key]: Verb<"outstanding">): Answer<"outstanding"> {
    return this.#read(({ outbox, timers }) => ({
      effects: outbox.of(key),
      timers: timers.of(key),
    }));
  }

  async backlog(): Answer<"backlog"> {
    return this.#read(({ outbox }) => (this.#readOnly ? outbox.countAnew() : outbox.size));
  }

  async pause(...[pause]: Verb<"pause">): Answer<"pause"> {
    this.#write(({ pauses }) => {
      pauses.save(pause);
    });
  }

  async resume(...[adapter]: Verb<"resume">): Answer<"resume"> {
    return this.#write(({ pauses }) => pauses.delete(adapter));
  }

  async pauses(): Answer<"pauses"> {
    return this.#read(({ pauses }) => pauses.all());
  }

  async forgetAnswers(...[before, limit]: Verb<"forgetAnswers">): Answer<"forgetAnswers"> {
    return this.#write(({ inbox }) => inbox.forget(before, limit));
  }

  async readCursor(...[name]: Verb<"readCursor">): Answer<"readCursor"> {
    return this.#read(({ cursors }) => cursors.read(name));
  }

  async writeCursor(...[name, value]: Verb<"writeCursor">): Answer<"writeCursor"> {
    this.#write(({ cursors }) => {
      cursors.write(name, value);
    });
  }

  async examine(): Promise<readonly Finding[]> {
    return [examineFile(this.#file)];
  }

  async backup(file: string): Promise<void> {
    const { file: source, database } = this.#opened();
    const copying = backUp(source, database, file);
    this.#backups.add(copying);
    try {
      await copying;
    } catch (error) {
      throw sqliteError(file, error);
    } finally {
      this.#backups.delete(copying);
    }
  }

  #opened(): OpenStore {
    if (this.#open !== undefined) return this.#open;
    const message = `The store ${this.#file} is not open. Await open() first.`;
    throw new TenureError("store_closed", message);
  }

  /** Nobody but this connection writes to a store opened for work, so one moment needs no transaction. */
  #read<Result>(work: (tables: Tables) => Result): Result {
    const { database, tables } = this.#opened();
    try {
      return this.#readOnly ? inSnapshot(database, () => work(tables)) : work(tables);
    } catch (error) {
      throw sqliteError(this.#file, error);
    }
  }

  /** Reads what is about to be written. */
  #look<Result>(work: (tables: Tables) => Result): Result {
    this.#assertWritable();
    return this.#read(work);
  }

  #write<Result>(work: (tables: Tables) => Result): Result {
    this.#assertWritable();
    const { database, tables } = this.#opened();
    const { size } = tables.outbox;
    try {
      return inTransaction(database, () => work(tables));
    } catch (error) {
      tables.outbox.resetSize(size);
      throw sqliteError(this.#file, error);
    }
  }

  #assertWritable(): void {
    if (!this.#readOnly) return;
    throw new TenureError(
      "store_read_only",
      `The store ${this.#file} was opened for reading only. Open it without readOnly to work on it.`,
    );
  }
}

/**
 * A store in one SQLite file, with nothing to install. A commit is on the disk when its promise
 * resolves. One store at a time works on a file: a second one, in this process or another, is told
 * `store_locked` at once; readers may look at any time. Leases do not outlive the process: what was
 * claimed when it died may be claimed as soon as the file is opened again.
 */
export function sqliteStore(options: SqliteStoreOptions): SqliteStore {
  return new FileStore(options);
}
