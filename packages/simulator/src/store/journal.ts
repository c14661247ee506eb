import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";

import type { Caller } from "../http/roles.ts";
import { isObject, listAt } from "../json-reading.ts";
import type { RecordedCall } from "../recorded-call.ts";
import type { Change } from "./collections.ts";

/** What one call did: its changes and, unless they came without a call, its record. */
export interface JournalEntry<R extends Caller> {
  readonly changes: readonly Change[];
  readonly call?: RecordedCall<R>;
}

/** JSON lines in a file. A line is written in one piece before the call it belongs to is answered. */
export class Journal<R extends Caller> {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  append(entry: JournalEntry<R>): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  /**
   * Everything written so far. A last line that was cut off (the process died while writing, so the
   * call was never answered) is removed from the file; a broken line before it is an error.
   */
  read(): readonly JournalEntry<R>[] {
    if (!existsSync(this.#file)) return [];
    const bytes = readFileSync(this.#file);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) truncateSync(this.#file, end);
    return bytes
      .subarray(0, end)
      .toString("utf8")
      .split("\n")
      .flatMap((line, index) => (line === "" ? [] : [this.#parse(line, index + 1)]));
  }

  #parse(line: string, number: number): JournalEntry<R> {
    const entry = parsed(line);
    if (isObject(entry) && listAt(entry, "changes") !== undefined) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only append() writes this file
      return entry as unknown as JournalEntry<R>;
    }
    throw new Error(`Line ${number} of ${this.#file} is not an entry of a simulator journal.`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
