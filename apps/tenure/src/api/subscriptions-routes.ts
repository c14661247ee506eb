import { createRoute, z } from "@hono/zod-openapi";

import { accessFor, redactionFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { askedFilter } from "./asked-filter.ts";
import { ok, problems } from "./json-body.ts";
import { filterParameters, numberIn, redactedParameter } from "./parameters.ts";
import { subscriptionPageSchema } from "./subscription-schemas.ts";
import { subscriptionView } from "./subscription-view.ts";
import { subscriptionsPage } from "./subscriptions-page.ts";

const list = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions",
  tags: ["Subscriptions"],
  summary: "Subscriptions, by key, ascending",
  description:
    "Page after page, each as fast as the first. Narrowed by any of the parameters together; a parameter " +
    "may be given several times, or with commas, and then any of its values fits.",
  request: {
    query: filterParameters.extend({
      text: z.string().max(256).optional().openapi({ description: "What keys begin with." }),
      after: z.string().optional().openapi({ description: "The page before's `next`." }),
      limit: numberIn(1, 1000).default(100),
      redacted: redactedParameter,
    }),
  },
  responses: { 200: ok(subscriptionPageSchema, "One page."), ...problems },
});

const stuck = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/stuck",
  tags: ["Subscriptions"],
  summary: "Subscriptions whose request is stuck, by key",
  description: "Each with what holds it, for an operator to retry, skip or answer.",
  request: {
    query: filterParameters.omit({ requestState: true }).extend({
      after: z.string().optional(),
      limit: numberIn(1, 1000).default(100),
      redacted: redactedParameter,
    }),
  },
  responses: { 200: ok(subscriptionPageSchema, "One page."), ...problems },
});

/** Lists of subscriptions. */
export function subscriptionsRoutes(app: ApiApp, { engine }: Service): void {
  app.openapi(list, async (context) => {
    const { text = "", after, limit, redacted: asked, ...query } = context.req.valid("query");
    const redacted = redactionFor(context, asked);
    const filter = askedFilter(context.get("caller"), query);
    const page = await subscriptionsPage(engine, { filter, text, after, limit });
    const rows = page.rows.map((record) => subscriptionView(record, { redacted }));
    return context.json({ rows, ...(page.next !== undefined && { next: page.next }) }, 200);
  });

  app.openapi(stuck, async (context) => {
    const { after, limit, redacted: asked, ...query } = context.req.valid("query");
    const redacted = redactionFor(context, asked);
    const filter = askedFilter(context.get("caller"), query);
    const page = await engine.list(
      { ...filter, requestState: ["stuck"] },
      { limit, ...(after !== undefined && { after }) },
    );
    const rows = page.rows.map((record) => subscriptionView(record, { redacted }));
    return context.json({ rows, ...(page.next !== undefined && { next: page.next }) }, 200);
  });
}
