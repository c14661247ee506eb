import { randomUUID } from "node:crypto";

import { getRequestListener } from "@hono/node-server";
import { cancelSubscription, cleverbridge } from "@tenure/cleverbridge";
import { createEngine, TenureError } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import express, { type ErrorRequestHandler } from "express";

import { customerOf } from "./session.ts";

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. The README says what it is.`);
}

const secret = new TextEncoder().encode(variable("SESSION_SECRET"));
const adapter = cleverbridge({
  baseUrl: variable("CLEVERBRIDGE_URL"),
  username: variable("CLEVERBRIDGE_USER"),
  password: variable("CLEVERBRIDGE_PASSWORD"),
  managementModel: "2.0",
  notifications: { pathSecret: variable("CLEVERBRIDGE_PATH_SECRET") },
});
const store = postgresStore({ connectionString: variable("DATABASE_URL") });
const engine = createEngine({ store, adapters: [adapter] });

/** The customer's own, asked of the platform: an id that a browser sends proves nothing. */
async function subscriptionsOf(customerReferenceId: string) {
  return (await adapter.client.listForCustomer({ customerReferenceId })).subscriptions;
}
const text = "Cancel the subscription at the end of its term.";

const app = express().disable("x-powered-by");
// Before the parsers: the adapter checks the secret in the path, and then reads the body itself.
app.post("/cleverbridge/:secret", getRequestListener(adapter.notifications));
app.use(express.urlencoded({ extended: false, limit: "4kb" }));

app.get("/", async (request, response) => {
  const own = await subscriptionsOf(await customerOf(request, secret));
  const parts = own.map(async ({ id }) => {
    const record = await engine.get(id);
    const button = `<form method="post" action="/subscriptions/${id}/cancel">
      <input type="hidden" name="once" value="${randomUUID()}"><button>${text}</button></form>`;
    return `<p>Subscription ${id}: ${record?.status ?? "not known yet"}</p>
      ${record?.status === "active" ? button : ""}`;
  });
  response.send(`<!doctype html><title>Yours</title>${(await Promise.all(parts)).join("")}`);
});

app.post("/subscriptions/:id/cancel", async (request, response) => {
  const identity = await customerOf(request, secret);
  const { id } = request.params;
  // What a page of another site sends is no wish of the customer.
  if (request.get("sec-fetch-site") !== "same-origin") return void response.sendStatus(403);
  const own = await subscriptionsOf(identity);
  if (!own.some((one) => one.id === id)) return void response.sendStatus(404);
  const form: { readonly once?: string } | undefined = request.body;
  const result = await cancelSubscription(engine, {
    subscriptionId: id,
    consent: { identity, text, givenAt: new Date().toISOString() },
    idempotencyKey: form?.once,
  });
  if (result.type === "accepted") return response.redirect(303, "/");
  response.status(409).send(`It was not done. To go on: ${result.remedy}.`);
});

type Failure = Error & { readonly status?: number };
const failed: ErrorRequestHandler = (error: Failure, _request, response, _next) => {
  const sentBefore = error instanceof TenureError && error.consequence === "Conflict";
  const status = sentBefore ? 409 : (error.status ?? 500);
  if (status >= 500) console.error(error);
  response.status(status).send(status >= 500 ? "Try again in a moment." : error.message);
};
app.use(failed);

await engine.start();
const port = Number(process.env["PORT"] ?? 3000);
const server = app.listen(port, process.env["HOST"] ?? "127.0.0.1", (error) => {
  if (!error) return console.log("listening at", server.address());
  console.error(error);
  process.exitCode = 1;
  void engine.stop();
});
const stop = () => server.close(() => void engine.stop());
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
