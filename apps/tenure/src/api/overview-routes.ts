import { createRoute, z } from "@hono/zod-openapi";

import { accessFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { everyTenant, maySeeTenant } from "../http/caller.ts";
import type { Service } from "../http/service.ts";
import { adaptersSchema, adapterViews } from "./adapter-view.ts";
import { askedFilter } from "./asked-filter.ts";
import { countsOf, countsSchema } from "./counts.ts";
import { listOf, moment, ok, problems } from "./json-body.ts";
import { filterParameters, tenantParameter } from "./parameters.ts";

const overviewSchema = z
  .object({
    at: moment,
    counts: countsSchema,
    work: z
      .object({
        backlog: z.int().openapi({ description: "Effects in the outbox." }),
        stuck: z.int().openapi({ description: "Subscriptions whose request is stuck." }),
        outboxLag: z.number().openapi({
          description: "How long the effect longest due has waited, in milliseconds.",
        }),
        timerLag: z.number().openapi({
          description: "How long the timer longest due has waited, in milliseconds.",
        }),
      })
      .nullable()
      .openapi({ description: "Of all tenants together; null for a token of one." }),
    adapters: adaptersSchema,
  })
  .openapi("Overview");

const callerSchema = z
  .object({
    name: z.string(),
    role: z.enum(["read", "operate", "admin"]),
    tenant: z.string().openapi({ description: "`*`: all of them." }),
    tenants: listOf(z.string()).openapi({ description: "Those it may see." }),
  })
  .openapi("Caller");

const caller = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/caller",
  tags: ["Overview"],
  summary: "Who the token says is calling, and what it may",
  responses: { 200: ok(callerSchema, "The caller."), ...problems },
});

const overview = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/overview",
  tags: ["Overview"],
  summary: "Counts, lag and the platforms' health in one",
  request: { query: z.object({ tenant: tenantParameter }) },
  responses: { 200: ok(overviewSchema, "As of now."), ...problems },
});

const counts = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/counts",
  tags: ["Overview"],
  summary: "How many subscriptions there are, by status, request state and who is awaited",
  description:
    "The same answer for a second, or where counting takes long, for twenty times as long as it takes.",
  request: { query: filterParameters },
  responses: { 200: ok(countsSchema, "As of a moment ago."), ...problems },
});

/** What there is to see at one look. */
export function overviewRoutes(app: ApiApp, service: Service): void {
  const { tenants, gauges, clock } = service;
  const count = countsOf(service);

  app.openapi(caller, (context) => {
    const { name, role, tenant } = context.get("caller");
    const seen = tenants.filter((one) => maySeeTenant(context.get("caller"), one));
    return context.json({ name, role, tenant, tenants: seen }, 200);
  });

  app.openapi(overview, async (context) => {
    const asking = context.get("caller");
    const filter = askedFilter(asking, context.req.valid("query"));
    const [counted, work, adapters] = await Promise.all([
      count(filter),
      asking.tenant === everyTenant ? gauges() : null,
      adapterViews(service, asking),
    ]);
    return context.json({ at: clock.now(), counts: counted, work, adapters }, 200);
  });

  app.openapi(counts, async (context) => {
    const filter = askedFilter(context.get("caller"), context.req.valid("query"));
    return context.json(await count(filter), 200);
  });
}
