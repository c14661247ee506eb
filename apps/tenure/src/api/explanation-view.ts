import type { z } from "@hono/zod-openapi";
import type { Explanation } from "@tenure/machine";

import type { explanationSchema } from "./command-schemas.ts";

/** An explanation as it is told: of each step its event's type, not a made-up event. */
export function explanationView({ way, ...rest }: Explanation): z.infer<typeof explanationSchema> {
  return {
    ...rest,
    ...(way !== undefined && {
      way: way.map(({ by, does, event }) => ({ by, does, event: event.type })),
    }),
  };
}
