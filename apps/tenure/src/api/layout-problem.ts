import type { LayoutRefusal } from "@tenure/inspector";

import { HttpProblem } from "../http/problem.ts";

/** Why there is no layout: what was sent is at fault, or the service is, for a while. */
export function layoutProblem({ code, message }: LayoutRefusal): HttpProblem {
  switch (code) {
    case "definition_invalid":
    case "definition_too_large":
    case "layout_failed":
    case "layout_timed_out":
      return new HttpProblem(422, code, message);
    case "layout_busy":
    case "layout_closed":
      return new HttpProblem(503, code, message, { headers: { "retry-after": "5" } });
  }
}
