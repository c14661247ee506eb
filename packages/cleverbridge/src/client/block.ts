import { retryAfterOf } from "@tenure/engine/http";

/** How long a 429 blocks when it does not say: the platform's page on rate limits names one minute. */
const usualBlockMilliseconds = 60_000;

/** For how many milliseconds from `now` an answer of 429 asks to be left alone. */
export function blockOf(headers: Headers, now: number): number {
  return retryAfterOf(headers.get("retry-after"), now) ?? usualBlockMilliseconds;
}
