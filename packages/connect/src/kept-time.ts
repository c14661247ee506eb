/**
 * Milliseconds that are left of a stretch of time that began at `since`; 0 when it is over or never began. A clock
 * that has been set back since then tells nothing, and ends it.
 */
export function timeLeft(since: number | undefined, now: number, milliseconds: number): number {
  if (since === undefined || now < since) return 0;
  return Math.max(0, since + milliseconds - now);
}
