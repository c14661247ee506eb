import { createRoute, z } from "@hono/zod-openapi";

import { accessFor, keyFor, redactionFor } from "../http/access.ts";
import type { ApiApp } from "../http/api-app.ts";
import type { Service } from "../http/service.ts";
import { outstandingEffects } from "./effect-view.ts";
import { historySchema } from "./history-schemas.ts";
import { entryViews, failedIn } from "./history-view.ts";
import { ok, problems } from "./json-body.ts";
import { needSubscription } from "./need-subscription.ts";
import { keyParameters, numberIn, redactedParameter } from "./parameters.ts";
import { readHistory } from "./read-history.ts";
import { subscriptionDetailSchema, versionSchema } from "./subscription-schemas.ts";
import { placeOf, shown, subscriptionView } from "./subscription-view.ts";

const tags = ["Subscriptions"];

const one = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}",
  tags,
  summary: "One subscription as it stands",
  description: "`ETag` is its version, for `If-Match` of a command.",
  request: { params: keyParameters, query: z.object({ redacted: redactedParameter }) },
  responses: { 200: ok(subscriptionDetailSchema, "The subscription."), ...problems },
});

const history = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/history",
  tags,
  summary: "What happened to it: who, why, what changed, and the effects",
  description:
    "Oldest first, behind the version `after`; or newest first, before the version `before`. Takes time in " +
    "proportion to the whole history, because each step is lived again.",
  request: {
    params: keyParameters,
    query: z.object({
      order: z.enum(["oldest", "newest"]).default("oldest"),
      after: numberIn(0, Number.MAX_SAFE_INTEGER).optional(),
      before: numberIn(1, Number.MAX_SAFE_INTEGER).optional(),
      limit: numberIn(1, 500).default(100),
      redacted: redactedParameter,
    }),
  },
  responses: { 200: ok(historySchema, "One page of it."), ...problems },
});

const version = createRoute({
  ...accessFor("read"),
  method: "get",
  path: "/subscriptions/{key}/versions/{version}",
  tags,
  summary: "The subscription as it was at a version",
  description: "Version 0 is before anything happened. Takes time in proportion to the version.",
  request: {
    params: keyParameters.extend({ version: numberIn(0, Number.MAX_SAFE_INTEGER) }),
    query: z.object({ redacted: redactedParameter }),
  },
  responses: { 200: ok(versionSchema, "As it was then."), ...problems },
});

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly next: number | undefined;
}

/** Which versions a page of history holds, the first one left out. */
function stretchOf(
  newest: number,
  {
    order,
    after = 0,
    before = newest + 1,
    limit,
  }: {
    readonly order: "oldest" | "newest";
    readonly after?: number | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Stretch {
  if (order === "oldest") {
    const to = Math.min(newest, after + limit, before - 1);
    return { from: after, to, next: to < Math.min(newest, before - 1) ? to : undefined };
  }
  const to = Math.min(newest, before - 1);
  const from = Math.max(after, to - limit, 0);
  return { from, to, next: from > after ? from + 1 : undefined };
}

/** One subscription, and its past. */
export function subscriptionRoutes(app: ApiApp, { engine, store, clock }: Service): void {
  app.openapi(one, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const redacted = redactionFor(context, context.req.valid("query").redacted);
    const record = await needSubscription(engine, key);
    const { effects, timers } = await store.outstanding(key);
    context.header("etag", `"${record.version}"`);
    return context.json(
      {
        ...subscriptionView(record, { redacted }),
        hash: record.hash,
        redacted,
        snapshot: shown(record.snapshot, redacted),
        outstanding: {
          effects: outstandingEffects(effects, { redacted, now: clock.now() }),
          timers: timers.map(({ timer, requestId, dueAt }) => ({ timer, requestId, dueAt })),
        },
      },
      200,
    );
  });

  app.openapi(history, async (context) => {
    const key = keyFor(context.get("caller"), context.req.valid("param").key);
    const query = context.req.valid("query");
    const redacted = redactionFor(context, query.redacted);
    const record = await needSubscription(engine, key);
    const { from, to, next } = stretchOf(record.version, query);
    const { entries, before, failures } = await readHistory(engine, record, { from, to });
    const { effects } = await store.outstanding(key);
    const views = entryViews(entries, before, {
      outstanding: new Map(effects.map((effect) => [effect.id, effect])),
      failed: failedIn(failures),
      redacted,
      now: clock.now(),
    });
    return context.json(
      {
        key,
        version: record.version,
        redacted,
        entries: query.order === "newest" ? views.toReversed() : views,
        ...(next !== undefined && { next }),
      },
      200,
    );
  });

  app.openapi(version, async (context) => {
    const { key: asked, version: wanted } = context.req.valid("param");
    const key = keyFor(context.get("caller"), asked);
    const redacted = redactionFor(context, context.req.valid("query").redacted);
    const snapshot = await engine.at(key, wanted);
    return context.json(
      {
        key,
        version: wanted,
        redacted,
        ...placeOf(snapshot),
        snapshot: shown(snapshot, redacted),
      },
      200,
    );
  });
}
