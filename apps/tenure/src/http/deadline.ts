import type { Clock } from "@tenure/engine";
import type { MiddlewareHandler } from "hono";

import type { ApiEnvironment } from "./api-environment.ts";
import { HttpProblem } from "./problem.ts";

/**
 * An answer begins within this time, or is a problem. One that has begun may go on. Work that heeds the
 * variable `ended` ends with it.
 */
export function deadline(milliseconds: number, clock: Clock): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const late = new AbortController();
    const answered = new AbortController();
    context.set("ended", AbortSignal.any([late.signal, context.req.raw.signal]));
    const passed = clock.sleep(milliseconds, answered.signal).then(() => "passed" as const);
    try {
      if ((await Promise.race([next(), passed])) !== "passed") return;
    } finally {
      answered.abort();
    }
    // Only once the answer is on its way, so that what ends now does not answer in its place.
    setImmediate(() => late.abort());
    throw new HttpProblem(
      503,
      "request_timeout",
      "The answer took too long. Ask for less, or again later; a change may have been made.",
      { headers: { "retry-after": "5" } },
    );
  };
}
