import { createRoute, z } from "@hono/zod-openapi";
import { TenureError } from "@tenure/engine";

import { accessFor, keyFor, tenantFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import { beginning, changeEvents } from "./change-events.ts";
import { eventStream } from "./event-stream.ts";
import { listOf, moment, problems } from "./json-body.ts";
import { tenantParameter } from "./parameters.ts";
import { subscriptionSchema } from "./subscription-schemas.ts";

const changeSchema = z
  .object({
    cursor: z.string(),
    key: z.string(),
    tenant: z.string(),
    version: z.int(),
    at: moment,
    type: z.string(),
    by: z.enum(["platform", "customer", "vendor", "operator", "schedule", "engine"]),
    verdict: z.enum(["moved", "unchanged", "refused"]),
    drift: z.boolean(),
    effects: listOf(z.string()),
    subscription: subscriptionSchema.nullable().openapi({
      description: "As it stands when the event is sent: at this version or a later one. Redacted.",
    }),
  })
  .openapi("Change", { description: "The data of an event `change`." });

const changes = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/changes",
  tags: ["Changes"],
  summary: "Every change as it comes, as server-sent events",
  description:
    "`change` carries a change; `position` tells only how far the reader has come. Each has an id: sent back " +
    "as `Last-Event-ID` (or `after`), the stream goes on behind it, without a gap and without repeating. " +
    "Lines that begin with a colon mean nothing. The stream ends when the service does.",
  request: {
    headers: z.object({ "last-event-id": z.string().max(1024).optional() }),
    query: z.object({
      after: z.string().max(1024).optional(),
      from: z
        .enum(["start", "now"])
        .default("now")
        .openapi({ description: "Where to begin without an id." }),
      tenant: tenantParameter,
      key: z.string().optional().openapi({ description: "Of one subscription only." }),
    }),
  },
  responses: {
    200: {
      description: "Until either side hangs up.",
      content: { "text/event-stream": { schema: changeSchema } },
    },
    ...problems,
  },
});

/** Live changes. */
export function changeRoutes(app: ApiApp, service: Service): void {
  const { engine, store, logger } = service;

  /** Where the reader goes on; undefined: with the first change there ever was. */
  async function positionOf(id: string | undefined, from: "start" | "now") {
    if (id === undefined) return from === "now" ? store.changesEnd() : undefined;
    if (id === beginning) return undefined;
    try {
      await store.changes(id, 1);
      return id;
    } catch (error) {
      if (!(error instanceof TenureError) || error.code !== "options_invalid") throw error;
      const detail = "The id is none that this service gave. Begin without one.";
      const errors = [{ at: "header last-event-id", message: detail }];
      throw new HttpProblem(400, "request_invalid", detail, { errors, cause: error });
    }
  }

  function failed(error: unknown): void {
    logger.warn({ error }, "a stream of changes broke off");
  }

  app.openapi(changes, async (context) => {
    const caller = context.get("caller");
    const { after, from, tenant: asked, key } = context.req.valid("query");
    const tenant = tenantFor(caller, asked);
    if (key !== undefined) keyFor(caller, key);
    const lastId = context.req.valid("header")["last-event-id"];
    const position = await positionOf(lastId === "" ? after : (lastId ?? after), from);
    return eventStream(context, service, (signal) => {
      const start = position === undefined ? { from: "start" as const } : { after: position };
      const source = engine.changes({ tenant, signal, ...start });
      return changeEvents({ engine, changes: source, position, key }, failed);
    });
  });
}
