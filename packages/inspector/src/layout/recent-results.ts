import type { Clock } from "@tenure/engine";

interface KeepingRules<Result> {
  readonly maximumResults: number;
  readonly maximumWeight: number;
  /** At least 1. */
  readonly weightOf: (result: Result) => number;
  /** For how many milliseconds a result is good; 0 for one that is not worth keeping. */
  readonly keptFor: (result: Result) => number;
  readonly clock: Clock;
}

interface Entry<Result> {
  readonly result: Promise<Result>;
  /** 0 as long as it is being found. */
  weight: number;
  goodUntil: number;
}

/** Results by key, those asked for last; each is found only once, also while it is being found. */
export class RecentResults<Result> {
  readonly #rules: KeepingRules<Result>;
  /** In the order they were asked for last. */
  readonly #results = new Map<string, Entry<Result>>();
  #weight = 0;

  constructor(rules: KeepingRules<Result>) {
    this.#rules = rules;
  }

  /** The result that is kept or under way; else finds it, and keeps it for as long as it is good. */
  async find(key: string, find: () => Promise<Result>): Promise<Result> {
    const known = this.#results.get(key);
    if (known !== undefined) {
      this.#drop(key);
      if (known.goodUntil > this.#rules.clock.now()) {
        this.#results.set(key, known);
        this.#weight += known.weight;
        return known.result;
      }
    }
    const entry = { result: find(), weight: 0, goodUntil: Number.POSITIVE_INFINITY };
    this.#results.set(key, entry);
    const result = await entry.result;
    const { weightOf, keptFor, clock } = this.#rules;
    entry.weight = weightOf(result);
    entry.goodUntil = clock.now() + keptFor(result);
    this.#weight += entry.weight;
    if (keptFor(result) === 0) this.#drop(key);
    this.#forget();
    return result;
  }

  #drop(key: string): void {
    this.#weight -= this.#results.get(key)?.weight ?? 0;
    this.#results.delete(key);
  }

  #forget(): void {
    const { maximumResults, maximumWeight } = this.#rules;
    for (const [key, { weight }] of this.#results) {
      if (this.#results.size <= maximumResults && this.#weight <= maximumWeight) return;
      // What is still being found weighs nothing yet, and others may wait for it.
      if (weight > 0) this.#drop(key);
    }
  }
}
