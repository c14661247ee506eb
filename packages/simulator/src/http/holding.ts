import { setTimeout as wait } from "node:timers/promises";

/**
 * Waits in real time; rejects with the caller's reason when the caller gives up. Without `staysAlive` it is
 * nothing a process waits for.
 */
export async function hold(
  milliseconds: number,
  signal: AbortSignal,
  staysAlive = true,
): Promise<void> {
  signal.throwIfAborted();
  try {
    await wait(milliseconds, undefined, { signal, ref: staysAlive });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** Answers that are held back until another one has gone out. */
export class HeldAnswers {
  #held: (() => void)[] = [];

  /** Resolves after the next answer, or after so many milliseconds without one. */
  async untilNext(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, milliseconds);
      this.#held.push(() => {
        clearTimeout(timeout);
        // The other answer is on its way, but must get there first.
        setTimeout(resolve, 5);
      });
    });
  }

  /** An answer goes out. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const go of held) go();
  }
}
