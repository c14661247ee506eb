import { createRoute, z } from "@hono/zod-openapi";
import type { Verification, Verified } from "@tenure/engine";

import { accessFor, keyFor, redactionFor, tenantFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { ok, openObject, problems } from "./json-body.ts";
import { jsonLines, jsonLinesOf } from "./json-lines.ts";
import { keyParameters, redactedParameter, tenantParameter } from "./parameters.ts";

const tags = ["History"];

const verificationSchema = z
  .object({
    key: z.string(),
    intact: z.boolean().nullable().openapi({ description: "Null: it could not be checked." }),
    entries: z.int().nullable().openapi({ description: "How many there are, when it is intact." }),
    version: z.int().nullable().openapi({ description: "Where it is broken." }),
    reason: z.enum(["gap", "chain", "content", "head", "replay"]).nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .openapi("Verification", { description: "Whether a history is what was written." });

export type VerificationView = z.infer<typeof verificationSchema>;

const one = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/verification",
  tags,
  summary: "Whether a subscription's history is what was written",
  request: { params: keyParameters },
  responses: { 200: ok(verificationSchema, "What was found."), ...problems },
});

const all = createRoute({
  ...accessFor("operate"),
  method: "get",
  path: "/verification",
  tags,
  summary: "Check one history after the other, by key",
  description: "Answered line by line; hanging up ends it.",
  request: { query: z.object({ after: z.string().optional(), tenant: tenantParameter }) },
  responses: { 200: jsonLines(verificationSchema, "One subscription a line."), ...problems },
});

const exported = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/export",
  tags,
  summary: "One subscription with its whole history",
  description: "Redacted unless told otherwise; only one that is not can be imported.",
  request: { params: keyParameters, query: z.object({ redacted: redactedParameter }) },
  responses: { 200: ok(openObject.openapi("HistoryExport"), "The document."), ...problems },
});

function found(key: string, verification: Verification): z.infer<typeof verificationSchema> {
  const isIntact = verification.type === "intact";
  return {
    key,
    intact: isIntact,
    entries: isIntact ? verification.entries : null,
    version: isIntact ? null : verification.version,
    reason: isIntact ? null : verification.reason,
    error: null,
  };
}

function checked({ key, verification, error }: Verified): z.infer<typeof verificationSchema> {
  if (verification !== undefined) return found(key, verification);
  return {
    key,
    intact: null,
    entries: null,
    version: null,
    reason: null,
    error: { code: error?.code ?? "internal", message: error?.message ?? "" },
  };
}

/** Checking histories, and taking them along. */
export function verificationRoutes(app: ApiApp, service: Service): void {
  const { engine, logger } = service;

  app.openapi(one, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    return context.json(found(key, await engine.verify(key)), 200);
  });

  app.openapi(all, (context) => {
    const { after, tenant } = context.req.valid("query");
    const results = engine.verifyAll({
      tenant: tenantFor(context.get("caller"), tenant),
      ...(after !== undefined && { after }),
    });
    return jsonLinesOf(context, service, results, checked);
  });

  app.openapi(exported, async (context) => {
    const caller = context.get("caller");
    const key = keyFor(caller, context.req.valid("param").key);
    const redacted = redactionFor(context, context.req.valid("query").redacted);
    if (!redacted) logger.warn({ key, by: caller.name }, "a history was exported unredacted");
    return context.json({ ...(await engine.export(key, { redacted })) }, 200);
  });
}
