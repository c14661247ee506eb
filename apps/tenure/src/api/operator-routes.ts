import { createRoute, z } from "@hono/zod-openapi";
import type { OperatorAnswer, SendResult } from "@tenure/engine";
import type { Context } from "hono";

import { accessFor, keyFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { ApiEnvironment } from "../http/api-environment.ts";
import type { Service } from "../http/service.ts";
import { answerBody, sentSchema } from "./command-schemas.ts";
import { changeHeaders, idempotencyKeyIn } from "./idempotency-key.ts";
import { body, ok, problems } from "./json-body.ts";
import { keyParameters } from "./parameters.ts";
import { sentView } from "./sent.ts";

const tags = ["Stuck work"];
const headers = changeHeaders.omit({ "if-match": true });
const nothing = z.object({}).openapi("Nothing");

const retry = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/subscriptions/{key}/retry",
  tags,
  summary: "Have what is stuck done again, or what is postponed done now",
  request: { params: keyParameters, headers, body: body(nothing) },
  responses: { 200: ok(sentSchema, "Taken in."), ...problems },
});

const skip = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/subscriptions/{key}/skip",
  tags,
  summary: "Give up what is stuck; the request is then settled on the platform by hand",
  request: { params: keyParameters, headers, body: body(nothing) },
  responses: { 200: ok(sentSchema, "Taken in."), ...problems },
});

const answer = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/subscriptions/{key}/answer",
  tags,
  summary: "Answer the request in progress in the vendor's place",
  request: { params: keyParameters, headers, body: body(answerBody) },
  responses: { 200: ok(sentSchema, "Taken in."), ...problems },
});

/** What an operator does about stuck work. */
export function operatorRoutes(app: ApiApp, { engine, logger }: Service): void {
  async function taken(context: Context<ApiEnvironment>, verb: string, result: SendResult) {
    const { key, verdict, version, repeated } = result;
    const by = context.get("caller").name;
    const fields = { key, by, type: verb, verdict: verdict.type, version, repeated };
    logger.info(fields, "an operator stepped in");
    return sentView(engine, result);
  }

  app.openapi(retry, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const idempotencyKey = idempotencyKeyIn(context.req.valid("header")["idempotency-key"]);
    const result = await engine.retry(key, { idempotencyKey });
    return context.json(await taken(context, "operator.retry", result), 200);
  });

  app.openapi(skip, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const idempotencyKey = idempotencyKeyIn(context.req.valid("header")["idempotency-key"]);
    const result = await engine.skip(key, { idempotencyKey });
    return context.json(await taken(context, "operator.skip", result), 200);
  });

  app.openapi(answer, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const idempotencyKey = idempotencyKeyIn(context.req.valid("header")["idempotency-key"]);
    const given: OperatorAnswer = context.req.valid("json");
    const result = await engine.answer(key, given, { idempotencyKey });
    return context.json(await taken(context, given.type, result), 200);
  });
}
