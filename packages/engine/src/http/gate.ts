/** Lets a limited number of tasks run at once; the others wait their turn, first come first served. */
export interface Gate {
  /** Rejects with the signal's reason when it aborts before the task's turn; the task is not begun then. */
  pass<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

/** A gate for `width` tasks at once. */
export function gateOf(width: number): Gate {
  const waiting = new Set<() => void>();
  let free = width;

  function enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      function go(): void {
        signal?.removeEventListener("abort", leave);
        resolve();
      }
      function leave(): void {
        waiting.delete(go);
        reject(signal?.reason);
      }
      signal?.addEventListener("abort", leave, { once: true });
      waiting.add(go);
    });
  }

  function exit(): void {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return {
    async pass(task, signal) {
      await enter(signal);
      try {
        return await task();
      } finally {
        exit();
      }
    },
  };
}
