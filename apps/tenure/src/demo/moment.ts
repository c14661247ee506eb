/** Milliseconds since the epoch as ISO 8601 text in UTC. */
export function momentOf(milliseconds: number): string {
  // oxlint-disable-next-line no-restricted-globals -- formats a time the clock port gave
  return new Date(milliseconds).toISOString();
}

/** ISO 8601 text as milliseconds since the epoch; undefined for anything else. */
export function epochOf(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined;
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
