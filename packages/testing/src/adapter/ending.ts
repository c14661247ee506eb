/** A promise of which can be asked at any time whether it has settled. It must not reject. */
export class Ending<Result> {
  #result: { readonly value: Result } | undefined;

  constructor(promise: Promise<Result>) {
    void this.#keep(promise);
  }

  /** What it has settled with; undefined while it has not. */
  get result(): { readonly value: Result } | undefined {
    return this.#result;
  }

  async #keep(promise: Promise<Result>): Promise<void> {
    this.#result = { value: await promise };
  }
}
