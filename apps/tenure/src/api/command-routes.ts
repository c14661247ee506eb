import { createRoute } from "@hono/zod-openapi";
import type { Preview } from "@tenure/machine";

import { accessFor, keyFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { commandSamples, operatorSamples } from "./asked-for.ts";
import {
  commandBody,
  commandsSchema,
  explanationSchema,
  previewSchema,
  sentSchema,
} from "./command-schemas.ts";
import { explanationView } from "./explanation-view.ts";
import { changeHeaders, idempotencyKeyIn, versionIn } from "./idempotency-key.ts";
import { body, ok, problems } from "./json-body.ts";
import { needSubscription } from "./need-subscription.ts";
import { keyParameters } from "./parameters.ts";
import { sentView } from "./sent.ts";

const tags = ["Commands"];

const commands = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/commands",
  tags,
  summary: "What can be asked for, and why the rest is refused",
  description:
    "Commands with consent given, answers by an operator, and the operator's own verbs. Whether the contents " +
    "of a command are in order, only a preview can say.",
  request: { params: keyParameters },
  responses: { 200: ok(commandsSchema, "All of them, in a fixed order."), ...problems },
});

const send = createRoute({
  ...accessFor("operate"),
  method: "post",
  path: "/subscriptions/{key}/commands",
  tags,
  summary: "Send a command",
  description:
    "Answered once it is durable; its effects follow. A refusal is a problem with the refusal's code (409, " +
    "or 422 when the command has no known shape).",
  request: { params: keyParameters, headers: changeHeaders, body: body(commandBody) },
  responses: { 200: ok(sentSchema, "Taken in, or taken in before."), ...problems },
});

const explain = createRoute({
  ...accessFor("read"),
  method: "post",
  path: "/subscriptions/{key}/explanation",
  tags,
  summary: "Why a command may or may not go on",
  request: { params: keyParameters, body: body(commandBody) },
  responses: { 200: ok(explanationSchema, "Nothing is kept of it."), ...problems },
});

const preview = createRoute({
  ...accessFor("read"),
  method: "post",
  path: "/subscriptions/{key}/preview",
  tags,
  summary: "What a command would do",
  request: { params: keyParameters, body: body(commandBody) },
  responses: { 200: ok(previewSchema, "Nothing is kept of it."), ...problems },
});

/** Whether an operator may do it: told like a command. */
function operatorView(type: string, { verdict, status, requestState }: Preview) {
  const kind = type.startsWith("answer.") ? ("answer" as const) : ("operator" as const);
  const view = { type, kind, allowed: verdict.type === "moved", status, requestState };
  return verdict.type === "refused" ? { ...view, refusal: verdict.refusal } : view;
}

/** Commands: what may be asked for, and asking. */
export function commandRoutes(app: ApiApp, { engine, logger }: Service): void {
  app.openapi(commands, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const { snapshot, version } = await needSubscription(engine, key);
    const explained = await Promise.all(
      commandSamples(snapshot).map(async (command) => {
        const explanation = explanationView(await engine.explain(key, command));
        return Object.assign(explanation, { type: command.type, kind: "command" as const });
      }),
    );
    const previewed = await Promise.all(
      operatorSamples(snapshot).map(async (event) =>
        operatorView(event.type, await engine.preview(key, event)),
      ),
    );
    return context.json({ key, version, commands: [...explained, ...previewed] }, 200);
  });

  app.openapi(send, async (context) => {
    const caller = context.get("caller");
    const key = keyFor(caller, context.req.valid("param").key);
    const headers = context.req.valid("header");
    const idempotencyKey = idempotencyKeyIn(headers["idempotency-key"]);
    const expectedVersion = versionIn(headers["if-match"]);
    const command = context.req.valid("json");
    await needSubscription(engine, key);
    const result = await engine.send(key, command, {
      idempotencyKey,
      ...(expectedVersion !== undefined && { expectedVersion }),
    });
    const { verdict, version, repeated } = result;
    const told = {
      key,
      by: caller.name,
      type: command.type,
      verdict: verdict.type,
      version,
      repeated,
    };
    logger.info(told, "a command was sent");
    return context.json(await sentView(engine, result), 200);
  });

  app.openapi(explain, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const explanation = await engine.explain(key, context.req.valid("json"));
    return context.json(explanationView(explanation), 200);
  });

  app.openapi(preview, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    await needSubscription(engine, key);
    const { effects, pendingState, ...rest } = await engine.preview(key, context.req.valid("json"));
    const types = effects.map(({ type }) => type);
    return context.json({ ...rest, pendingState: pendingState ?? null, effects: types }, 200);
  });
}
