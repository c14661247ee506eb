import { createRoute, z } from "@hono/zod-openapi";

import { accessFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { askedFilter } from "./asked-filter.ts";
import { listOf, ok, problems } from "./json-body.ts";
import { keptAnswers } from "./kept-answers.ts";
import { filterParameters } from "./parameters.ts";

const mostProducts = 500;

const productsSchema = listOf(
  z
    .object({
      product: z.string().openapi({ example: "PRD-100-000-001" }),
      subscriptions: z.int().openapi({ example: 12 }),
    })
    .openapi("Product"),
);

const products = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/products",
  tags: ["Overview"],
  summary: "The products that there are subscriptions of",
  description:
    `Those with the most subscriptions first, ${mostProducts} at most. The same answer for a second, or where ` +
    "counting takes long, for twenty times as long as it takes.",
  request: { query: filterParameters.omit({ product: true }) },
  responses: { 200: ok(productsSchema, "As of a moment ago."), ...problems },
});

/** What is subscribed to. */
export function productRoutes(app: ApiApp, { engine, clock }: Service): void {
  const known = keptAnswers({ clock }, async (filter) => {
    const { product: tally } = await engine.tally(["product"], filter);
    return [...tally]
      .flatMap(([product, subscriptions]) => (product === null ? [] : { product, subscriptions }))
      .toSorted(
        (left, right) =>
          right.subscriptions - left.subscriptions || (left.product < right.product ? -1 : 1),
      )
      .slice(0, mostProducts);
  });

  app.openapi(products, async (context) => {
    const filter = askedFilter(context.get("caller"), context.req.valid("query"));
    return context.json(await known(filter), 200);
  });
}
