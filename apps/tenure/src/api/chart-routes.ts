import { createRoute, z } from "@hono/zod-openapi";
import { chartGraph } from "@tenure/inspector";
import { transitionTable } from "@tenure/machine";

import { accessFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { listOf, ok, openObject, problems } from "./json-body.ts";
import { machineSchemaName } from "./subscription-schemas.ts";

const tags = ["Statechart"];
const named = z.object({ machine: machineSchemaName });

const graphSchema = z
  .object({
    root: openObject,
    edges: listOf(openObject),
    vocabulary: z.string(),
    problems: listOf(z.string()),
  })
  .openapi("ChartGraph", {
    description:
      "`root` is the topmost state with the states inside it: `id`, `name`, `description`, `type`, " +
      "`initial`, `entry`, `exit`, `children`. An edge has `id`, `from`, `to` and its `transitions`.",
  });

const transitionSchema = z
  .object({
    region: z.enum(["lifecycle", "request"]),
    from: z.string(),
    event: z.string(),
    guard: z.string().nullable(),
    to: z.string().nullable(),
    effects: listOf(z.string()),
    description: z.string().optional(),
  })
  .openapi("Transition");

const data = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/charts/{machine}",
  tags,
  summary: "The statechart as data",
  request: { params: named },
  responses: { 200: ok(graphSchema, "States and transitions."), ...problems },
});

const transitions = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/charts/{machine}/transitions",
  tags,
  summary: "Every transition of the statechart",
  request: { params: named },
  responses: { 200: ok(listOf(transitionSchema), "In document order."), ...problems },
});

/** The statechart: the same for every subscription of a machine. */
export function chartRoutes(app: ApiApp): void {
  app.openapi(data, (context) => {
    const graph = chartGraph(context.req.valid("param").machine);
    return context.json(structuredClone(graph), 200);
  });

  app.openapi(transitions, (context) =>
    context.json(transitionTable(context.req.valid("param").machine), 200),
  );
}
