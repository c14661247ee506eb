import { serve } from "@hono/node-server";
import { approve, connect, connectTiers, hold } from "@tenure/connect";
import { createEngine, type SubscriptionRecord, TenureError } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { HTTPException } from "hono/http-exception";
import { streamSSE } from "hono/streaming";

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. The README says what it is.`);
}

const account = {
  baseUrl: variable("CONNECT_URL"),
  apiKey: variable("CONNECT_KEY"),
  products: [variable("CONNECT_PRODUCT")],
};
const requests = connect({
  ...account,
  webhooks: { secret: variable("CONNECT_WEBHOOK_SECRET") },
  handlers: {
    // An account is opened by your own API, under the idempotency key.
    purchase: ({ idempotencyKey }) =>
      approve({ parameters: { subscription_id: `ACCOUNT-${idempotencyKey}` } }),
    cancel: () => approve(),
    otherwise: hold,
  },
});
const tiers = connectTiers({
  ...account,
  waiting: requests.nudge,
  handlers: {
    setup: ({ accountId, level }) =>
      approve({ parameters: { reseller_id: `RESELLER-${level}-${accountId}` } }),
    otherwise: hold,
  },
});
const engine = createEngine({
  store: sqliteStore({ file: process.env["STORE_FILE"] ?? "tenure.db" }),
  adapters: [requests, tiers],
  limits: { connect: { concurrency: 16, ratePerSecond: 20 } },
  onDrift: "reconcile",
});

/** What readers see of a record: not its parameters, which hold what customers entered. */
function shown({ version, status, requestState, awaited }: SubscriptionRecord) {
  return { version, status, requestState, awaited };
}

const ended = new AbortController();
const app = new Hono();
app.post("/connect/events", ({ req }) => requests.webhook(req.raw));
app.use("/subscriptions/*", bearerAuth({ token: variable("READ_TOKEN") }));
app.get("/subscriptions/:id", async (context) => {
  const record = await engine.get(context.req.param("id"));
  return record === undefined ? context.notFound() : context.json(shown(record));
});
// As server-sent events: the state as it is now, and again with each change. Who was cut off just comes back.
app.get("/subscriptions/:id/changes", (context) =>
  streamSSE(context, async (stream) => {
    const id = context.req.param("id");
    await using changes = engine.changes({ from: "now", signal: ended.signal });
    stream.onAbort(() => void changes[Symbol.asyncDispose]());
    const tell = async () => {
      const record = await engine.get(id);
      if (record) await stream.writeSSE({ data: JSON.stringify(shown(record)) });
    };
    await tell();
    for await (const { key } of changes) if (key === id) await tell();
  }),
);
app.onError((error, context) => {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof TenureError) return context.json({ code: error.code }, 400);
  console.error(error);
  return context.json({ code: "internal" }, 500);
});

await engine.start();
const hostname = process.env["HOST"] ?? "127.0.0.1";
const server = serve({ fetch: app.fetch, hostname, port: Number(process.env["PORT"] ?? 3000) });
server.once("listening", () => console.log("listening at", server.address()));
server.once("error", (error) => {
  console.error(error);
  process.exitCode = 1;
  void engine.stop();
});
/** First the streams end, then what was taken in is answered, then the engine finishes what is under way. */
const stop = () => {
  ended.abort();
  server.close(() => void engine.stop());
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
