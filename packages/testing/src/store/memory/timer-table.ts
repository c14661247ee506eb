import type { TimerRow } from "@tenure/engine";

import { DueQueue } from "./due-queue.ts";
import type { Journal } from "./journal.ts";

interface Row {
  readonly timer: TimerRow;
  readonly order: number;
  /** When it may be claimed: it is due, or the lease on it ends. */
  readyAt: number;
}

type Name = TimerRow["timer"];

/** Timers, at most one of each name per subscription. */
export class TimerTable {
  readonly #journal: Journal;
  readonly #ofKey = new Map<string, Map<Name, Row>>();
  readonly #due = new DueQueue<Row>();
  #order = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  start({ key, timer, requestId, dueAt }: TimerRow): void {
    this.cancel(key, timer);
    const order = (this.#order += 1);
    this.#put({ timer: { key, timer, requestId, dueAt }, order, readyAt: dueAt });
    this.#journal.note(() => {
      this.#drop(key, timer);
    });
  }

  cancel(key: string, name: Name): void {
    const row = this.#drop(key, name);
    if (row === undefined) return;
    this.#journal.note(() => {
      this.#put(row);
    });
  }

  /** The timers of a subscription, by name. */
  of(key: string): readonly TimerRow[] {
    const rows = [...(this.#ofKey.get(key)?.values() ?? [])];
    return rows
      .map(({ timer }) => structuredClone(timer))
      .toSorted((left, right) => (left.timer < right.timer ? -1 : 1));
  }

  /** Removes a timer that fired, unless it was started anew meanwhile. */
  fire({ key, timer, dueAt }: TimerRow): void {
    if (this.#ofKey.get(key)?.get(timer)?.timer.dueAt === dueAt) this.cancel(key, timer);
  }

  claim(now: number, leaseUntil: number, limit: number): readonly TimerRow[] {
    const taken: Row[] = [];
    while (taken.length < limit) {
      const { first } = this.#due;
      if (first === undefined || first.at > now) break;
      this.#due.delete(first.thing);
      taken.push(first.thing);
    }
    for (const row of taken) this.#ready(row, leaseUntil);
    return taken
      .toSorted((left, right) => left.timer.dueAt - right.timer.dueAt || left.order - right.order)
      .map(({ timer }) => structuredClone(timer));
  }

  endLeases(): void {
    for (const rows of this.#ofKey.values()) {
      for (const row of rows.values()) this.#ready(row, row.timer.dueAt);
    }
  }

  get firstAt(): number | undefined {
    return this.#due.first?.at;
  }

  #ready(row: Row, readyAt: number): void {
    row.readyAt = readyAt;
    this.#due.set(row, readyAt, row.order);
  }

  #put(row: Row): void {
    const { key, timer } = row.timer;
    const rows = this.#ofKey.get(key) ?? new Map<Name, Row>();
    this.#ofKey.set(key, rows);
    rows.set(timer, row);
    this.#due.set(row, row.readyAt, row.order);
  }

  #drop(key: string, name: Name): Row | undefined {
    const rows = this.#ofKey.get(key);
    const row = rows?.get(name);
    if (rows === undefined || row === undefined) return undefined;
    rows.delete(name);
    if (rows.size === 0) this.#ofKey.delete(key);
    this.#due.delete(row);
    return row;
  }
}
