/** Results by key, those asked for last; each is found only once, also while it is being found. */
export class RecentResults<Result> {
  readonly #limits: {
    readonly maximumResults: number;
    readonly maximumWeight: number;
    readonly weightOf: (result: Result) => number;
  };
  /** In the order they were asked for last. */
  readonly #results = new Map<string, { readonly result: Promise<Result>; weight: number }>();
  #weight = 0;

  constructor(limits: {
    readonly maximumResults: number;
    readonly maximumWeight: number;
    readonly weightOf: (result: Result) => number;
  }) {
    this.#limits = limits;
  }

  /** The result that is kept or under way; else finds it, and keeps it if it is worth it. */
  async find(
    key: string,
    find: () => Promise<Result>,
    isLasting: (result: Result) => boolean,
  ): Promise<Result> {
    const known = this.#results.get(key);
    if (known !== undefined) {
      this.#results.delete(key);
      this.#results.set(key, known);
      return known.result;
    }
    const entry = { result: find(), weight: 0 };
    this.#results.set(key, entry);
    const result = await entry.result;
    if (!isLasting(result)) {
      if (this.#results.get(key) === entry) this.#results.delete(key);
      return result;
    }
    if (this.#results.get(key) === entry) {
      entry.weight = this.#limits.weightOf(result);
      this.#weight += entry.weight;
    }
    this.#forget();
    return result;
  }

  #forget(): void {
    const { maximumResults, maximumWeight } = this.#limits;
    for (const [key, { weight }] of this.#results) {
      if (this.#results.size <= maximumResults && this.#weight <= maximumWeight) return;
      // What is still being found weighs nothing yet, and others may wait for it.
      if (weight === 0) continue;
      this.#results.delete(key);
      this.#weight -= weight;
    }
  }
}
