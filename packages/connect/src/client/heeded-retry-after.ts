import { retryAfterOf } from "@tenure/engine/http";

/** No platform means a longer one; by a clock that is wrong, a date can be years ahead. */
const longestHeeded = 3_600_000;

/** A `Retry-After` header in milliseconds from `now`, as far as it is heeded: an hour at most. */
export function heededRetryAfterOf(header: string | null, now: number): number | undefined {
  const asked = retryAfterOf(header, now);
  return asked && Math.min(asked, longestHeeded);
}
