/** Notes how to undo each step of a transaction, for the case that it comes to nothing. */
export class Journal {
  #steps: (() => void)[] | undefined;

  /** Remembers how a step that was just taken is undone. Outside of a transaction nothing is undone. */
  note(undo: () => void): void {
    this.#steps?.push(undo);
  }

  /** Runs the work; when it throws, all its steps are undone, the last one first. */
  transaction<Result>(work: () => Result): Result {
    const steps: (() => void)[] = [];
    this.#steps = steps;
    try {
      return work();
    } catch (error) {
      for (const undo of steps.toReversed()) undo();
      throw error;
    } finally {
      this.#steps = undefined;
    }
  }
}
