import { inspect } from "node:util";

import type { LogFields, Logger } from "@tenure/engine";

/** Everything as deep as it goes, causes and stacks included. */
const deepest = { depth: 20, maxStringLength: null, maxArrayLength: null, showHidden: true };

/** Keeps all that is told to anybody, as text. */
export class RecordedLog implements Logger {
  readonly #texts: string[] = [];

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** An outcome, an error, a finding. */
  tell(what: unknown): void {
    this.#texts.push(inspect(what, deepest));
  }

  debug(fields: LogFields, message: string): void {
    this.tell([message, fields]);
  }

  info(fields: LogFields, message: string): void {
    this.tell([message, fields]);
  }

  warn(fields: LogFields, message: string): void {
    this.tell([message, fields]);
  }

  error(fields: LogFields, message: string): void {
    this.tell([message, fields]);
  }
}
