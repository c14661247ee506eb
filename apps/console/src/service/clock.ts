/** Milliseconds since the epoch, by the clock of the machine that shows the page. */
export function now(): number {
  // oxlint-disable-next-line no-restricted-globals -- this is the clock
  return Date.now();
}

/** A moment as `2026-01-01T00:00:00.000Z`. */
export function isoText(at: number): string {
  // oxlint-disable-next-line no-restricted-globals -- formats a time, does not read the clock
  return new Date(at).toISOString();
}
