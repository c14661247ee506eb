import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { Pause } from "@tenure/engine";

import { integer, text, textOrNull } from "../column.ts";

/** Switches that keep effects from being claimed: one per adapter, and one for all. */
export class PauseTable {
  readonly #save: StatementSync;
  readonly #delete: StatementSync;
  readonly #all: StatementSync;

  constructor(database: DatabaseSync) {
    this.#save = database.prepare(`
      INSERT INTO pause (adapter, at, reason) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET at = excluded.at, reason = excluded.reason`);
    this.#delete = database.prepare("DELETE FROM pause WHERE adapter IS ?");
    this.#all = database.prepare("SELECT adapter, at, reason FROM pause ORDER BY rowid");
  }

  save({ adapter, at, reason }: Pause): void {
    this.#save.run(adapter, at, reason);
  }

  /** False when there was none. */
  delete(adapter: string | null): boolean {
    return this.#delete.run(adapter).changes > 0;
  }

  all(): readonly Pause[] {
    return this.#all.all().map((row) => ({
      adapter: textOrNull(row, "adapter"),
      at: integer(row, "at"),
      reason: text(row, "reason"),
    }));
  }

  /** Of these adapters those whose effects may be claimed. */
  open(adapters: readonly string[]): readonly string[] {
    const paused = new Set(this.all().map(({ adapter }) => adapter));
    return paused.has(null) ? [] : adapters.filter((adapter) => !paused.has(adapter));
  }
}
