/** Keys kept at most; the oldest are forgotten first. Only who knows the secret can add one. */
const keysKept = 10_000;

/** Remembers for a while what was seen. */
export interface ReplayWindow {
  /** One of the keys was seen within the window. */
  has(keys: readonly string[], now: number): boolean;
  add(keys: readonly string[], now: number): void;
}

/** A window of so many milliseconds, in memory. */
export function replayWindow(milliseconds: number): ReplayWindow {
  /** When each was seen, oldest first. */
  const seen = new Map<string, number>();

  function forget(now: number): void {
    for (const [key, at] of seen) {
      if (at + milliseconds > now && seen.size <= keysKept) return;
      seen.delete(key);
    }
  }

  return {
    has(keys, now) {
      forget(now);
      return keys.some((key) => seen.has(key));
    },
    add(keys, now) {
      for (const key of keys) {
        seen.delete(key);
        seen.set(key, now);
      }
      forget(now);
    },
  };
}
