import type { DatabaseSync, StatementSync } from "node:sqlite";

import { text } from "../column.ts";

/** Named places where intakes keep how far they have read. */
export class CursorTable {
  readonly #read: StatementSync;
  readonly #write: StatementSync;

  constructor(database: DatabaseSync) {
    this.#read = database.prepare("SELECT value FROM cursor WHERE name = ?");
    this.#write = database.prepare("INSERT OR REPLACE INTO cursor (name, value) VALUES (?, ?)");
  }

  read(name: string): string | undefined {
    const row = this.#read.get(name);
    return row && text(row, "value");
  }

  write(name: string, value: string): void {
    this.#write.run(name, value);
  }
}
