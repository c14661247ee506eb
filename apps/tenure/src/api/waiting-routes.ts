import { createRoute, z } from "@hono/zod-openapi";
import { longestWaiting, waiting, type RequestWaiting } from "@tenure/engine";

import { accessFor, keyFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { abortable } from "./abortable.ts";
import { askedFilter } from "./asked-filter.ts";
import { listOf, moment, ok, problems } from "./json-body.ts";
import { filterParameters, keyParameters, numberIn } from "./parameters.ts";
import { requestStateSchema } from "./subscription-schemas.ts";

const tags = ["Waiting"];
const party = z.enum(["vendor", "customer", "tier", "schedule", "platform"]);

const waitingSchema = z
  .object({
    key: z.string(),
    requestId: z.string(),
    type: z.string(),
    on: party.nullable().openapi({ description: "On whom it waits now; null once it has ended." }),
    state: requestStateSchema
      .exclude(["none"])
      .nullable()
      .openapi({ description: "In which state it is; null once it has ended." }),
    plannedDate: z.string().nullable().openapi({ description: "The date it was put off to." }),
    since: moment,
    until: moment,
    total: z.number().openapi({ description: "In milliseconds." }),
    shares: z
      .object({
        vendor: z.number(),
        customer: z.number(),
        tier: z.number(),
        schedule: z.number(),
        platform: z.number(),
      })
      .openapi({ description: "What each party had of the total, in milliseconds." }),
    unseen: z.number().openapi({
      description: "What passed before anybody looked; with the shares it makes the total.",
    }),
  })
  .openapi("Waiting", { description: "How long one request has waited, and on whom." });

const reportSchema = z
  .object({ at: moment, requests: listOf(waitingSchema) })
  .openapi("WaitingReport");

const all = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/waiting",
  tags,
  summary: "The open requests that have waited longest, and on whom",
  description:
    "Lives the history of every subscription with an open request again: narrow it where there are many.",
  request: {
    query: filterParameters.omit({ requestState: true }).extend({
      limit: numberIn(1, 1000).default(100),
      over: numberIn(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .openapi({ description: "Only those that waited longer, in milliseconds." }),
    }),
  },
  responses: { 200: ok(reportSchema, "Longest first."), ...problems },
});

const one = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/waiting",
  tags,
  summary: "How long each request of a subscription has waited, those that ended too",
  request: { params: keyParameters },
  responses: { 200: ok(reportSchema, "Oldest first."), ...problems },
});

function viewOf(waited: RequestWaiting): z.infer<typeof waitingSchema> {
  const { on = null, state = null, plannedDate = null } = waited;
  return { ...waited, on, state, plannedDate };
}

/** How long requests wait, and on whom. */
export function waitingRoutes(app: ApiApp, { engine, clock }: Service): void {
  app.openapi(all, async (context) => {
    const { limit, over = 0, ...query } = context.req.valid("query");
    const filter = askedFilter(context.get("caller"), query);
    const source = abortable(engine, context.get("ended"));
    const now = clock.now();
    const found = await longestWaiting(source, { now, filter, limit });
    const requests = found.filter(({ total }) => total >= over).map(viewOf);
    return context.json({ at: now, requests }, 200);
  });

  app.openapi(one, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const now = clock.now();
    const found = await waiting(engine, key, { now });
    const requests = found.map(viewOf);
    return context.json({ at: now, requests }, 200);
  });
}
