import { createRoute, z } from "@hono/zod-openapi";
import { chartGraph, type LayoutResult, type LayoutSettings } from "@tenure/inspector";
import { drawChart, svgText } from "@tenure/inspector/drawing";
import type { MachineName } from "@tenure/machine";
import type { Context } from "hono";

import { accessFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import { body, ok, openObject, problems } from "./json-body.ts";
import { layoutProblem } from "./layout-problem.ts";
import { machineSchemaName } from "./subscription-schemas.ts";

const tags = ["Statechart"];
const named = z.object({ machine: machineSchemaName });

const detailSchema = z.enum(["events", "guards", "effects"]).default("effects").openapi({
  description:
    "`guards`: guards and descriptions, too; `effects`: also what is done on the way, everything.",
});

/** Rounded, so that readers with nearly the same window share a layout. */
const shape = (number: z.ZodNumber | z.ZodCoercedNumber) =>
  number
    .min(0.2)
    .max(5)
    .default(1.5)
    .transform((ratio) => Math.round(ratio * 10) / 10)
    .openapi({ type: "number", description: "Width by height that is aimed at." });

const laidOutSchema = openObject.openapi("LaidOutChart", {
  description: "`LaidOutChart` of `@tenure/inspector/drawing`, in pixels.",
});

const notModified = { description: "The reader's own, by its `If-None-Match`, is still right." };

const layout = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/charts/{machine}/layout",
  tags,
  summary: "The statechart with a place for everything in it, to be drawn",
  description:
    "For `drawChart` of `@tenure/inspector/drawing`, which marks the states a subscription is in.",
  request: {
    params: named,
    query: z.object({ detail: detailSchema, aspectRatio: shape(z.coerce.number()) }),
  },
  responses: { 200: ok(laidOutSchema, "The chart."), 304: notModified, ...problems },
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
    304: notModified,
    ...problems,
  },
});

const definitionLayout = createRoute({
  ...accessFor("read"),
  method: "post",
  path: "/charts/layout",
  tags,
  summary: "The chart of any XState machine, to be drawn",
  description: "Changes nothing, and keeps nothing but the layout.",
  request: {
    body: body(
      z
        .strictObject({
          definition: z.string().openapi({
            description: "JSON text, as an inspector sends it: a machine's configuration.",
          }),
          detail: detailSchema,
          aspectRatio: shape(z.number()),
        })
        .openapi("LayoutRequest"),
    ),
  },
  responses: {
    200: ok(
      z
        .object({
          chart: laidOutSchema,
          key: z
            .string()
            .openapi({ description: "The same for the same definition and settings." }),
        })
        .openapi("DefinitionLayout"),
      "The chart.",
    ),
    ...problems,
  },
});

type LaidOut = Extract<LayoutResult, { type: "laidOut" }>;

/**
 * Names an answer by its content, and says whether the reader has it already, who asks each time anew:
 * https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
 */
function isKnown(context: Context, { key }: LaidOut): boolean {
  const tag = `"${key}"`;
  context.header("etag", tag);
  context.header("cache-control", "private, no-cache");
  const known = (context.req.header("if-none-match") ?? "").split(",");
  return known.some((one) => ["*", tag].includes(one.trim().replace(/^W\//u, "")));
}

/** Charts with a place for everything: found once, and kept by what they show. */
export function layoutRoutes(app: ApiApp, { layouts }: Pick<Service, "layouts">): void {
  async function laidOut(machine: MachineName, settings: LayoutSettings): Promise<LaidOut> {
    const result = await layouts.layOut(chartGraph(machine), settings);
    if (result.type === "laidOut") return result;
    const { message } = result.refusal;
    throw new HttpProblem(503, "not_ready", message, { headers: { "retry-after": "5" } });
  }

  app.openapi(layout, async (context) => {
    const found = await laidOut(context.req.valid("param").machine, context.req.valid("query"));
    if (isKnown(context, found)) return context.body(null, 304);
    return context.json(structuredClone(found.chart), 200);
  });

  app.openapi(picture, async (context) => {
    const found = await laidOut(context.req.valid("param").machine, { legend: true });
    if (isKnown(context, found)) return context.body(null, 304);
    const headers = { "content-type": "image/svg+xml" };
    return context.body(svgText(drawChart(found.chart)), 200, headers);
  });

  app.openapi(definitionLayout, async (context) => {
    const { definition, ...settings } = context.req.valid("json");
    const result = await layouts.layOutDefinition(definition, settings);
    if (result.type === "refused") throw layoutProblem(result.refusal);
    const { chart, key } = result;
    return context.json({ chart: structuredClone(chart), key }, 200);
  });
}
