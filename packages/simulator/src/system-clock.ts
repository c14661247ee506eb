/** Where the simulator takes the time from. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = {
  // oxlint-disable-next-line no-restricted-globals -- this is the clock
  now: () => Date.now(),
};
