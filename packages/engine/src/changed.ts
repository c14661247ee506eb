/** Passes on that the store may hold something new. */
export class Changed {
  readonly #listeners = new Set<() => void>();

  /** Returns how to end it. */
  subscribe(changed: () => void): () => void {
    // A function of its own for each subscription, so that one given twice is ended once.
    const listener = (): void => changed();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
