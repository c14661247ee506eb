import { TenureError, type Store, type Facet, type ListFilter, type Tallies } from "@tenure/engine";

import { applyCommit } from "./apply-commit.ts";
import { memoryDatabase, type MemoryDatabase } from "./memory-database.ts";

type VerbName = Exclude<keyof Store, "callsSideBySide">;
type Verb<Name extends VerbName> = Parameters<NonNullable<Store[Name]>>;
type Answer<Name extends VerbName> = ReturnType<NonNullable<Store[Name]>>;

type Lookup = Verb<"load">[0][number];
type Found = Awaited<Answer<"load">>[number];

export interface MemoryStoreOptions {
  /** What the store works on. Default: an empty one of its own. */
  readonly database?: MemoryDatabase;
  /**
   * Whether opening the store ends all leases, as a store does that knows itself to be the only one.
   * Default: false, a lease ends by its time.
   */
  readonly endLeases?: boolean;
}

function find({ subscriptions, inbox }: MemoryDatabase, { key, idempotencyKey }: Lookup): Found {
  const record = subscriptions.load(key);
  const answer = idempotencyKey === undefined ? undefined : inbox.find(key, idempotencyKey);
  return {
    ...(record === undefined ? {} : { record }),
    ...(answer === undefined ? {} : { inbox: answer }),
  };
}

class MemoryStore implements Store {
  readonly #database: MemoryDatabase;
  readonly #endLeases: boolean;
  #isOpen = false;

  constructor({ database = memoryDatabase(), endLeases = false }: MemoryStoreOptions) {
    this.#database = database;
    this.#endLeases = endLeases;
  }

  async open(): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    if (!this.#endLeases) return;
    this.#database.outbox.endLeases();
    this.#database.timers.endLeases();
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  async load(...[batch]: Verb<"load">): Answer<"load"> {
    const database = this.#opened();
    return batch.map((lookup) => find(database, lookup));
  }

  async commit(...[batch]: Verb<"commit">): Answer<"commit"> {
    const database = this.#opened();
    return database.journal.transaction(() => batch.map((commit) => applyCommit(database, commit)));
  }

  async claim(...[request]: Verb<"claim">): Answer<"claim"> {
    const { outbox } = this.#opened();
    return request.adapters
      .filter(({ adapter }) => !this.#isPaused(adapter))
      .flatMap((share) => outbox.claim(share, request.now, request));
  }

  async extend(...[claim, leaseUntil]: Verb<"extend">): Answer<"extend"> {
    return this.#opened().outbox.extend(claim, leaseUntil);
  }

  async putBack(...[claim, retry]: Verb<"putBack">): Answer<"putBack"> {
    return this.#opened().outbox.putBack(claim, retry);
  }

  async claimTimers(...[{ now, leaseUntil, limit }]: Verb<"claimTimers">): Answer<"claimTimers"> {
    return this.#opened().timers.claim(now, leaseUntil, limit);
  }

  async nextWake(...[adapters]: Verb<"nextWake">): Answer<"nextWake"> {
    const { outbox, timers } = this.#opened();
    const times = adapters
      .filter((adapter) => !this.#isPaused(adapter))
      .map((adapter) => outbox.firstAt(adapter))
      .filter((at) => at !== undefined);
    return {
      effectAt: times.length === 0 ? undefined : Math.min(...times),
      timerAt: timers.firstAt,
    };
  }

  async history(...[key, options]: Verb<"history">): Answer<"history"> {
    return this.#opened().history.read(key, options);
  }

  async list(...[filter, page]: Verb<"list">): Answer<"list"> {
    return this.#opened().subscriptions.list(filter, page);
  }

  async count(...[filter]: Verb<"count">): Answer<"count"> {
    return this.#opened().subscriptions.count(filter);
  }

  async tally<Of extends Facet>(facets: readonly Of[], filter: ListFilter): Promise<Tallies<Of>> {
    return this.#opened().subscriptions.tally(facets, filter);
  }

  async changes(...[after, limit]: Verb<"changes">): Answer<"changes"> {
    return this.#opened().history.changes(after, limit);
  }

  async changesEnd(): Answer<"changesEnd"> {
    return this.#opened().history.end;
  }

  async outstanding(...[key]: Verb<"outstanding">): Answer<"outstanding"> {
    const { outbox, timers } = this.#opened();
    return { effects: outbox.of(key), timers: timers.of(key) };
  }

  async backlog(): Answer<"backlog"> {
    return this.#opened().outbox.size;
  }

  async pause(...[{ adapter, at, reason }]: Verb<"pause">): Answer<"pause"> {
    this.#opened().pauses.set(adapter, { adapter, at, reason });
  }

  async resume(...[adapter]: Verb<"resume">): Answer<"resume"> {
    return this.#opened().pauses.delete(adapter);
  }

  async pauses(): Answer<"pauses"> {
    return [...this.#opened().pauses.values()].map((pause) => structuredClone(pause));
  }

  async forgetAnswers(...[before, limit]: Verb<"forgetAnswers">): Answer<"forgetAnswers"> {
    return this.#opened().inbox.forget(before, limit);
  }

  async readCursor(...[name]: Verb<"readCursor">): Answer<"readCursor"> {
    return this.#opened().cursors.get(name);
  }

  async writeCursor(...[name, value]: Verb<"writeCursor">): Answer<"writeCursor"> {
    this.#opened().cursors.set(name, value);
  }

  #isPaused(adapter: string): boolean {
    return this.#database.pauses.has(null) || this.#database.pauses.has(adapter);
  }

  #opened(): MemoryDatabase {
    if (this.#isOpen) return this.#database;
    const message = "The store in memory is not open. Await open() first.";
    throw new TenureError("store_closed", message);
  }
}

/**
 * A store in memory, for tests: a complete `Store` that asks no clock and draws no random numbers.
 * Values are copied in and out. What it keeps belongs to its database, which outlives it; several
 * stores may work on one database.
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  return new MemoryStore(options);
}
