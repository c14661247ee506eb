import { createRoute, z } from "@hono/zod-openapi";
import { TenureError } from "@tenure/engine";

import { accessFor, needEveryTenant } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Caller } from "../http/caller.ts";
import type { Service } from "../http/service.ts";
import {
  adapterSchema,
  adapterViews,
  adaptersSchema,
  pauseSchema,
  type AdapterView,
} from "./adapter-view.ts";
import { body, listOf, ok, problems } from "./json-body.ts";

const tags = ["Platforms"];
const named = z.object({
  adapter: z.string().openapi({ param: { name: "adapter", in: "path" }, example: "connect" }),
});
const reasoned = z.object({ reason: z.string().max(1000).default("") }).openapi("PauseReason");
const nothing = z.object({}).openapi("Nothing");
const resumedSchema = z
  .object({ resumed: z.boolean().openapi({ description: "False: there was no such pause." }) })
  .openapi("Resumed");
const pausesSchema = listOf(pauseSchema);

const adapters = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/adapters",
  tags,
  summary: "How the work of each platform stands",
  responses: { 200: ok(adaptersSchema, "In the order of the configuration."), ...problems },
});

const pause = createRoute({
  ...accessFor("admin"),
  method: "post",
  path: "/adapters/{adapter}/pause",
  tags,
  summary: "Start nothing more of one platform",
  description:
    "In every process that works on the store, until it is resumed. What runs goes on, and events are still " +
    "taken in. Pausing again replaces the reason.",
  request: { params: named, body: body(reasoned) },
  responses: { 200: ok(adapterSchema, "Paused."), ...problems },
});

const resume = createRoute({
  ...accessFor("admin"),
  method: "post",
  path: "/adapters/{adapter}/resume",
  tags,
  summary: "End the pause of one platform",
  description: "A pause of all platforms goes on.",
  request: { params: named, body: body(nothing) },
  responses: { 200: ok(resumedSchema, "Whether there was one."), ...problems },
});

const pauseAll = createRoute({
  ...accessFor("admin"),
  method: "post",
  path: "/pause",
  tags,
  summary: "Start nothing more of any platform",
  description: "Takes a token of all tenants.",
  request: { body: body(reasoned) },
  responses: { 200: ok(pausesSchema, "All pauses there are."), ...problems },
});

const resumeAll = createRoute({
  ...accessFor("admin"),
  method: "post",
  path: "/resume",
  tags,
  summary: "End the pause of all platforms",
  description: "Takes a token of all tenants. Pauses of single platforms go on.",
  request: { body: body(nothing) },
  responses: { 200: ok(resumedSchema, "Whether there was one."), ...problems },
});

/** Platforms: how they are, and holding back their work. */
export function adapterRoutes(app: ApiApp, service: Service): void {
  const { engine, logger } = service;

  async function needAdapter(caller: Caller, name: string): Promise<AdapterView> {
    const view = (await adapterViews(service, caller)).find(({ adapter }) => adapter === name);
    if (view !== undefined) return view;
    throw new TenureError("adapter_unknown", `There is no adapter ${JSON.stringify(name)}.`);
  }

  app.openapi(adapters, async (context) =>
    context.json(await adapterViews(service, context.get("caller")), 200),
  );

  app.openapi(pause, async (context) => {
    const caller = context.get("caller");
    const { adapter } = await needAdapter(caller, context.req.valid("param").adapter);
    await engine.pause({ adapter, reason: context.req.valid("json").reason });
    logger.warn({ adapter, by: caller.name }, "an adapter was paused");
    return context.json(await needAdapter(caller, adapter), 200);
  });

  app.openapi(resume, async (context) => {
    const caller = context.get("caller");
    const { adapter } = await needAdapter(caller, context.req.valid("param").adapter);
    const resumed = await engine.resume({ adapter });
    logger.warn({ adapter, by: caller.name, resumed }, "an adapter was resumed");
    return context.json({ resumed }, 200);
  });

  app.openapi(pauseAll, async (context) => {
    const caller = context.get("caller");
    needEveryTenant(caller);
    await engine.pause({ reason: context.req.valid("json").reason });
    logger.warn({ by: caller.name }, "all adapters were paused");
    return context.json(await engine.pauses(), 200);
  });

  app.openapi(resumeAll, async (context) => {
    const caller = context.get("caller");
    needEveryTenant(caller);
    const resumed = await engine.resume();
    logger.warn({ by: caller.name, resumed }, "the pause of all adapters was ended");
    return context.json({ resumed }, 200);
  });
}
