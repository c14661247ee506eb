import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

import { HttpProblem } from "./problem.ts";

/** Turns away larger bodies, whatever they say of their length. */
export function bodySize(maximumBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: maximumBytes,
    onError: () => {
      throw new HttpProblem(
        413,
        "body_too_large",
        `The body is larger than ${maximumBytes} bytes.`,
      );
    },
  });
}
