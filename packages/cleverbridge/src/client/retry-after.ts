const httpDate = /^[A-Za-z]{3}, \d\d [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d GMT$/u;

/**
 * Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from `now`. Undefined when it
 * is missing or neither; a date in the past is 0.
 */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/u.test(text)) return Number(text) * 1000;
  if (!httpDate.test(text)) return undefined;
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** How long a 429 blocks when it does not say: the platform's page on rate limits names one minute. */
const usualBlockMilliseconds = 60_000;

/** For how many milliseconds from `now` an answer of 429 asks to be left alone. */
export function blockOf(headers: Headers, now: number): number {
  return retryAfterOf(headers.get("retry-after"), now) ?? usualBlockMilliseconds;
}
