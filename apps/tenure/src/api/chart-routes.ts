import { createRoute, z } from "@hono/zod-openapi";
import { chartGraph } from "@tenure/inspector";
import { drawChart, svgText, type LaidOutChart } from "@tenure/inspector/drawing";
import { transitionTable, type MachineName } from "@tenure/machine";

import { accessFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
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

const layout = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/charts/{machine}/layout",
  tags,
  summary: "The statechart with a place for everything in it, to be drawn",
  description:
    "For `drawChart` of `@tenure/inspector/drawing`, which marks the states a subscription is in.",
  request: { params: named },
  responses: { 200: ok(openObject.openapi("LaidOutChart"), "In pixels."), ...problems },
});

const picture = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/charts/{machine}/svg",
  tags,
  summary: "The statechart as a picture",
  request: { params: named },
  responses: {
    200: {
      description: "An SVG that loads nothing.",
      content: { "image/svg+xml": { schema: z.string() } },
    },
    ...problems,
  },
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
export function chartRoutes(app: ApiApp, { layouts }: Pick<Service, "layouts">): void {
  async function laidOut(machine: MachineName, legend: boolean): Promise<LaidOutChart> {
    const result = await layouts.layOut(chartGraph(machine), { legend });
    if (result.type === "laidOut") return result.chart;
    const { message } = result.refusal;
    throw new HttpProblem(503, "not_ready", message, { headers: { "retry-after": "5" } });
  }

  app.openapi(data, (context) => {
    const graph = chartGraph(context.req.valid("param").machine);
    return context.json(structuredClone(graph), 200);
  });

  app.openapi(layout, async (context) => {
    const chart = await laidOut(context.req.valid("param").machine, false);
    return context.json(structuredClone(chart), 200);
  });

  app.openapi(picture, async (context) => {
    const chart = await laidOut(context.req.valid("param").machine, true);
    return context.body(svgText(drawChart(chart)), 200, { "content-type": "image/svg+xml" });
  });

  app.openapi(transitions, (context) =>
    context.json(transitionTable(context.req.valid("param").machine), 200),
  );
}
