/** Time as the engine sees it. Nothing else in the engine reads a clock or sets a timer. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `milliseconds`, or as soon as `signal` aborts, whichever is first. Never rejects.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
