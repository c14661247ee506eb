import { createRoute, z } from "@hono/zod-openapi";

import { accessFor, tenantFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import { keptMilliseconds, minute } from "../throughput/throughput.ts";
import { listOf, moment, ok, problems } from "./json-body.ts";
import { numberIn, tenantParameter } from "./parameters.ts";

const hour = 3_600_000;
const mostPoints = 3000;

const pointSchema = z
  .object({
    at: moment,
    events: z.int().openapi({ description: "Events that moved a subscription." }),
    refused: z.int(),
    drift: z.int(),
    opened: z
      .int()
      .openapi({ description: "Requests that came to the vendor for the first time." }),
    approved: z.int(),
    failed: z.int(),
    revoked: z.int(),
    stuck: z.int().openapi({ description: "Effects that were given up." }),
    waited: z
      .object({
        count: z.int(),
        mean: z.number().nullable(),
        median: z.number().nullable(),
        p95: z.number().nullable(),
        longest: z.number().nullable(),
      })
      .openapi({
        description:
          "Of the requests that ended: how long they had been open, in milliseconds; median and p95 to " +
          "within a tenth.",
      }),
  })
  .openapi("ThroughputPoint");

const seriesSchema = z
  .object({ from: moment, to: moment, step: z.int(), points: listOf(pointSchema) })
  .openapi("Throughput");

const throughput = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/throughput",
  tags: ["Overview"],
  summary: "What happened over time, for charts",
  description: "Of the last two days, by the minute; oldest first and without a gap.",
  request: {
    query: z.object({
      from: numberIn(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .openapi({ description: "Default: an hour before `to`. Rounded down to a step." }),
      to: numberIn(0, Number.MAX_SAFE_INTEGER).optional().openapi({ description: "Default: now." }),
      step: numberIn(minute, 24 * hour)
        .multipleOf(minute)
        .default(minute)
        .openapi({ description: "In milliseconds: whole minutes." }),
      tenant: tenantParameter,
    }),
  },
  responses: { 200: ok(seriesSchema, "The points."), ...problems },
});

/** Figures over time. */
export function throughputRoutes(app: ApiApp, { throughput: figures, clock }: Service): void {
  app.openapi(throughput, (context) => {
    const { step, tenant: asked, ...query } = context.req.valid("query");
    const now = clock.now();
    const { to = now, from = Math.max(0, to - hour) } = query;
    if (to < from || (to - from) / step > mostPoints) {
      throw new HttpProblem(
        400,
        "request_invalid",
        `Ask for at most ${mostPoints} points, of a time that ends behind its start.`,
        { errors: [{ at: "query step", message: `more than ${mostPoints} points` }] },
      );
    }
    const tenant = tenantFor(context.get("caller"), asked);
    const earliest = Math.max(from, now - keptMilliseconds);
    const points = figures.points({ tenant, from: Math.min(earliest, to), to, step });
    return context.json({ from: points[0]?.at ?? from, to, step, points }, 200);
  });
}
