/** Keys kept at most; the oldest are forgotten first. */
const keysKept = 10_000;

/** Remembers for a while what was taken in. */
export interface SeenBefore {
  has(key: string, now: number): boolean;
  add(key: string, now: number): void;
}

/** Remembers for so many milliseconds, in memory. */
export function seenBefore(milliseconds: number): SeenBefore {
  /** When each was taken in, oldest first. */
  const seen = new Map<string, number>();

  function forget(now: number): void {
    for (const [key, at] of seen) {
      if (at + milliseconds > now && seen.size <= keysKept) return;
      seen.delete(key);
    }
  }

  return {
    has(key, now) {
      forget(now);
      return seen.has(key);
    },
    add(key, now) {
      seen.delete(key);
      seen.set(key, now);
      forget(now);
    },
  };
}
