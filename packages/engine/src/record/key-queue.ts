/** Runs work of one key one after the other, and work of different keys side by side. */
export class KeyQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs the work once all earlier work of the key has ended, however it ended. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const previous = this.#tails.get(key);
    const tail = Promise.withResolvers<void>();
    this.#tails.set(key, tail.promise);
    try {
      await previous;
      return await work();
    } finally {
      if (this.#tails.get(key) === tail.promise) this.#tails.delete(key);
      tail.resolve();
    }
  }
}
