/** A limit of real time for one piece of work. */
export interface TimeLimit {
  /** Aborts when the time is up, or when the signal it was made with does, with that one's reason. */
  readonly signal: AbortSignal;
  /** Whether it was the time. */
  isOver(): boolean;
  /** The work is done: the clock is stopped, and nobody is listened to. */
  end(): void;
}

/**
 * Starts now. Unlike `AbortSignal.timeout`, which leaves a timer behind until its time is up, it leaves nothing once
 * it was ended.
 */
export function limitOf(outer: AbortSignal | undefined, milliseconds: number): TimeLimit {
  const inner = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    inner.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  }, milliseconds);
  timer.unref();
  const follow = (): void => inner.abort(outer?.reason);
  if (outer?.aborted === true) follow();
  else outer?.addEventListener("abort", follow, { once: true });
  return {
    signal: inner.signal,
    isOver: () => isOver,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
