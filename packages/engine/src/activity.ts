/** Counts work under way, so that others can wait until none is. */
export class Activity {
  #running = 0;
  #waiting: (() => void)[] = [];

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Runs the work, counted from now until it ends. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves as soon as nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running > 0) {
      // oxlint-disable-next-line no-await-in-loop -- who is woken first may have started new work
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
