import { getRequestListener } from "@hono/node-server";
import { approve, connect, hold, inquire } from "@tenure/connect";
import { createEngine, redactingLogger } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import fastify from "fastify";

import { accountsIn } from "./accounts.ts";

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. The README says what it is.`);
}

const secret = variable("CONNECT_WEBHOOK_SECRET");
const folder = process.env["STATE_FOLDER"] ?? ".";
const accounts = accountsIn(`${folder}/accounts.db`);
const app = fastify({ logger: true });

const adapter = connect({
  baseUrl: variable("CONNECT_URL"),
  apiKey: variable("CONNECT_KEY"),
  products: [variable("CONNECT_PRODUCT")],
  webhooks: { secret },
  validation: {
    secret,
    validate: ({ parameter }) =>
      parameter("ordering", "admin_email")?.includes("@") === true
        ? undefined
        : { admin_email: "Enter the e-mail address of who administers the account." },
  },
  handlers: {
    purchase: ({ parameter, idempotencyKey }) => {
      const email = parameter("ordering", "admin_email");
      if (!email) return inquire({ parameters: { admin_email: "Whose account is it?" } });
      accounts.open(email, idempotencyKey);
      return approve({ parameters: { subscription_id: idempotencyKey } });
    },
    cancel: ({ parameter }) => {
      accounts.close(parameter("fulfillment", "subscription_id") ?? "");
      return approve();
    },
    otherwise: hold, // A person answers all else: `tenure answer`.
  },
});
const engine = createEngine({
  store: sqliteStore({ file: `${folder}/tenure.db` }),
  adapters: [adapter],
  logger: redactingLogger(app.log),
});

// The platform's calls come in here. Their bodies stay unread until their tokens are verified.
await app.register((plugin, _options, done) => {
  plugin.removeAllContentTypeParsers();
  plugin.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));
  const endpoints = { events: adapter.webhook, validation: adapter.validation };
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const listener = getRequestListener(endpoint);
    plugin.post(`/connect/${name}`, async (request, reply) => {
      reply.hijack();
      await listener(request.raw, reply.raw);
    });
  }
  done();
});
app.get("/health", async () => ({ stuck: await engine.count({ requestState: ["stuck"] }) }));

// The engine starts before the first call is taken, and ends after the last.
app.addHook("onReady", () => engine.start());
app.addHook("onClose", () => engine.stop());
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void app.close());

try {
  const port = Number(process.env["PORT"] ?? 3000);
  await app.listen({ host: process.env["HOST"] ?? "127.0.0.1", port });
} catch (error) {
  app.log.error(error, "the processor cannot start");
  process.exitCode = 1;
  await app.close();
}
