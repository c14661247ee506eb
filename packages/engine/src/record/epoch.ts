/**
 * Milliseconds since the epoch of a moment in the machine's one spelling,
 * `2026-05-04T03:02:01.000Z`.
 */
export function epochMilliseconds(moment: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  return Date.parse(moment);
}
