import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import { z } from "zod";

const noteSchema = z.object({
  assetId: z.string().optional(),
  stepsDone: z.number().int().nonnegative(),
});
const notesSchema = z.record(z.string(), noteSchema);

/** How far the buyer's side has come with one scenario. */
export type BuyerNote = z.infer<typeof noteSchema>;

/** The buyer's memory, in a file, so that a demo that was killed goes on where it was. */
export class BuyerNotes {
  readonly #file: string;
  readonly #notes: Record<string, BuyerNote>;

  constructor(file: string) {
    this.#file = file;
    this.#notes = existsSync(file) ? notesSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  }

  get(scenario: string): BuyerNote {
    return this.#notes[scenario] ?? { stepsDone: 0 };
  }

  set(scenario: string, note: BuyerNote): void {
    this.#notes[scenario] = note;
    // Renamed into place, so that a kill never leaves half a file.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#notes));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
