import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { TimerRow } from "@tenure/engine";

import { integer, text, word, type Row } from "../column.ts";
import { dueTimers, nextTimer, releaseTimers } from "../due-queries.ts";

function toTimer(row: Row): TimerRow {
  return {
    key: text(row, "key"),
    timer: word(row, "timer"),
    requestId: text(row, "request_id"),
    dueAt: integer(row, "due_at"),
  };
}

/** Timers, at most one of each name per subscription. */
export class TimerTable {
  readonly #start: StatementSync;
  readonly #cancel: StatementSync;
  readonly #remove: StatementSync;
  readonly #due: StatementSync;
  readonly #hold: StatementSync;
  readonly #next: StatementSync;
  readonly #release: StatementSync;
  readonly #ofKey: StatementSync;

  constructor(database: DatabaseSync) {
    this.#start = database.prepare(`
      INSERT OR REPLACE INTO timer (key, timer, request_id, due_at, ready_at)
      VALUES (?1, ?2, ?3, ?4, ?4)`);
    this.#cancel = database.prepare("DELETE FROM timer WHERE key = ? AND timer = ?");
    this.#remove = database.prepare("DELETE FROM timer WHERE key = ? AND timer = ? AND due_at = ?");
    this.#due = database.prepare(dueTimers);
    this.#hold = database.prepare("UPDATE timer SET ready_at = ? WHERE key = ? AND timer = ?");
    this.#next = database.prepare(nextTimer);
    this.#release = database.prepare(releaseTimers);
    this.#ofKey = database.prepare("SELECT * FROM timer WHERE key = ? ORDER BY timer");
  }

  start({ key, timer, requestId, dueAt }: TimerRow): void {
    this.#start.run(key, timer, requestId, dueAt);
  }

  cancel(key: string, timer: TimerRow["timer"]): void {
    this.#cancel.run(key, timer);
  }

  /** Removes a timer that fired, unless it was started anew meanwhile. */
  remove({ key, timer, dueAt }: TimerRow): void {
    this.#remove.run(key, timer, dueAt);
  }

  /** The timers of a subscription, by name. */
  of(key: string): readonly TimerRow[] {
    return this.#ofKey.all(key).map(toTimer);
  }

  /** Timers that may be claimed, the earliest due of them first. */
  due(now: number, limit: number): readonly TimerRow[] {
    const timers = this.#due.all(now, limit).map(toTimer);
    return timers.toSorted((left, right) => left.dueAt - right.dueAt);
  }

  hold({ key, timer }: TimerRow, leaseUntil: number): void {
    this.#hold.run(leaseUntil, key, timer);
  }

  nextAt(): number | undefined {
    const row = this.#next.get();
    return row && integer(row, "ready_at");
  }

  /** Ends all leases. */
  releaseAll(): void {
    this.#release.run();
  }
}
