import type { AdoptionMark, Cursors } from "./adoption-mark.ts";

/** Subscriptions that could not be taken over and are noted; beyond that the mark stands still. */
const leftAtMost = 1000;

/** Notes how far the adoption of one product is. */
export class AdoptionNotes {
  readonly #cursors: Cursors | undefined;
  readonly #name: string;
  readonly #left = new Map<string, readonly string[]>();
  #mark: AdoptionMark;
  #noted = "";

  /** @param name of the mark among the store's cursors */
  constructor(cursors: Cursors | undefined, name: string, mark: AdoptionMark) {
    this.#cursors = cursors;
    this.#name = name;
    this.#mark = mark;
  }

  /** A subscription could not be taken over; these of its requests are in progress. */
  leave(id: string, requests: readonly string[]): void {
    this.#left.set(id, requests);
  }

  /** Everything before this second was looked at, in this run or an earlier one. */
  async reached(through: string | undefined): Promise<void> {
    await this.#note({ ...this.#mark, through: through ?? this.#mark.through });
  }

  async completed(): Promise<void> {
    await this.#note({ ...this.#mark, complete: true });
  }

  async #note(next: AdoptionMark): Promise<void> {
    if (this.#left.size > leftAtMost) return;
    const left = [...this.#left].map(([id, requests]) => ({ id, requests }));
    this.#mark = { ...next, left };
    const text = JSON.stringify(this.#mark);
    if (text === this.#noted) return;
    await this.#cursors?.writeCursor(this.#name, text);
    this.#noted = text;
  }
}
