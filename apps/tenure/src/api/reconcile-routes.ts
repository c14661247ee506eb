import { createRoute, z } from "@hono/zod-openapi";
import type { Reconciliation } from "@tenure/engine";

import { accessFor, keyFor, redactionFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import { hasRole, type Caller } from "../http/caller.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import { askedFilter } from "./asked-filter.ts";
import { body, listOf, ok, openObject, problems } from "./json-body.ts";
import { jsonLines, jsonLinesOf } from "./json-lines.ts";
import { keyParameters, redactedParameter } from "./parameters.ts";
import { awaitedSchema, requestStateSchema, statusSchema } from "./subscription-schemas.ts";
import { shown } from "./subscription-view.ts";

const tags = ["Reconciliation"];

const reconciliationSchema = z
  .object({
    key: z.string(),
    adapter: z.string().nullable(),
    class: z.enum(["agrees", "missed", "outOfBand", "illegal", "unknownToPlatform", "unreadable"]),
    record: z
      .object({
        version: z.int(),
        status: statusSchema,
        requestState: requestStateSchema,
        requestId: z.string().nullable(),
      })
      .nullable(),
    platform: z
      .object({
        status: statusSchema,
        open: listOf(z.object({ id: z.string(), type: z.string(), shownAs: z.string() })),
      })
      .nullable(),
    plan: listOf(openObject).openapi({ description: "The events that make the record agree." }),
    applied: z.boolean(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .openapi("Reconciliation", { description: "How a record compares with its platform." });

export type ReconciliationView = z.infer<typeof reconciliationSchema>;

const applySchema = z.object({ apply: z.boolean().default(false) }).openapi("ReconcileOne");

const manySchema = z
  .object({
    keys: z.array(z.string()).min(1).max(10_000).optional(),
    filter: z
      .strictObject({
        status: z.array(statusSchema).optional(),
        requestState: z.array(requestStateSchema).optional(),
        awaited: z.array(awaitedSchema).optional(),
        requestType: z.array(z.string().min(1)).optional(),
        product: z.array(z.string().min(1)).optional(),
        adapter: z.string().min(1).optional(),
        tenant: z.string().optional(),
      })
      .optional(),
    apply: z.boolean().default(false),
    concurrency: z.int().min(1).max(64).default(4),
  })
  .openapi("ReconcileMany", { description: "Of these keys, or of those that fit the filter." });

const one = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/subscriptions/{key}/reconcile",
  tags,
  summary: "Compare one subscription with its platform, and with `apply` make the record agree",
  description: "`apply` takes the role admin.",
  request: {
    params: keyParameters,
    query: z.object({ redacted: redactedParameter }),
    body: body(applySchema),
  },
  responses: { 200: ok(reconciliationSchema, "What came of it."), ...problems },
});

const many = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/reconcile",
  tags,
  summary: "Compare many subscriptions with their platforms",
  description:
    "Answered line by line, as results come; hanging up ends it, and what was sent by then stays. `apply` " +
    "takes the role admin.",
  request: { query: z.object({ redacted: redactedParameter }), body: body(manySchema) },
  responses: { 200: jsonLines(reconciliationSchema, "One result a line, in order."), ...problems },
});

function viewOf(result: Reconciliation, redacted: boolean): ReconciliationView {
  const { adapter = null, record = null, platform = null, plan, error = null } = result;
  const { key, class: drift, applied } = result;
  return {
    key,
    adapter,
    class: drift,
    record,
    platform,
    plan: plan.map((event) => shown(event, redacted)),
    applied,
    error,
  };
}

function needRoleToApply(caller: Caller, apply: boolean): void {
  if (!apply || hasRole(caller, "admin")) return;
  throw new HttpProblem(
    403,
    "role_missing",
    `The token ${caller.name} has the role ${caller.role}; to apply a plan takes admin.`,
  );
}

/** Comparing records with their platforms. */
export function reconcileRoutes(app: ApiApp, service: Service): void {
  const { engine, logger, signal } = service;

  app.openapi(one, async (context) => {
    const caller = context.get("caller");
    const key = keyFor(caller, context.req.valid("param").key);
    const redacted = redactionFor(context, context.req.valid("query").redacted);
    const { apply } = context.req.valid("json");
    needRoleToApply(caller, apply);
    if (apply) logger.warn({ key, by: caller.name }, "a reconciliation is applied");
    const { value } = await engine
      .reconcile({ keys: [key], apply, signal: context.get("ended") })
      .next();
    if (value === undefined) throw new HttpProblem(503, "not_ready", "The service is ending.");
    return context.json(viewOf(value, redacted), 200);
  });

  app.openapi(many, (context) => {
    const caller = context.get("caller");
    const redacted = redactionFor(context, context.req.valid("query").redacted);
    const { keys, filter = {}, apply, concurrency } = context.req.valid("json");
    needRoleToApply(caller, apply);
    if (apply) logger.warn({ by: caller.name }, "a reconciliation of many is applied");
    const ended = AbortSignal.any([signal, context.req.raw.signal]);
    const results = engine.reconcile({
      ...(keys === undefined
        ? { filter: askedFilter(caller, filter) }
        : { keys: keys.map((key) => keyFor(caller, key)) }),
      apply,
      concurrency,
      signal: ended,
    });
    return jsonLinesOf(context, service, results, (result) => viewOf(result, redacted));
  });
}
