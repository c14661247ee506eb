import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { getRequestListener, serve } from "@hono/node-server";
import { draftValidation, eventWebhook } from "@tenure/connect";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { SignJWT } from "jose";
import { describe, expect, onTestFinished, test, vi } from "vitest";

import { purchaseBody } from "./purchase-body.ts";

const secret = "a secret between the platform and the vendor";

/** The vendor's two endpoints; what reached them is counted. */
function endpoints() {
  const events: unknown[] = [];
  return {
    events,
    webhook: eventWebhook({ secret, onEvent: (event) => void events.push(event) }),
    validation: draftValidation({
      secret,
      timeoutMilliseconds: 2000,
      validate: ({ request, parameter }) => {
        const email = parameter("ordering", "admin_email") ?? "";
        if (email === "broken") throw new Error("no database");
        if (email.includes("@")) return undefined;
        return {
          admin_email: { error: `${request.id}: ¿${email}?`, value: `${email}@example.com` },
        };
      },
    }),
  };
}

type Endpoints = ReturnType<typeof endpoints>;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** How the endpoints are mounted, by server; each gives the address it is found at. */
const mounts: Readonly<Record<string, (given: Endpoints) => Promise<string>>> = {
  Hono: async ({ webhook, validation }) => {
    const app = new Hono();
    app.post("/connect/events", (context) => webhook(context.req.raw));
    app.post("/connect/validation", (context) => validation(context.req.raw));
    const { promise, resolve } = Promise.withResolvers<AddressInfo>();
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, resolve);
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(await promise).port}`;
  },

  Express: async ({ webhook, validation }) => {
    const app = express();
    // Before express.json(), which would read the body.
    app.post("/connect/events", getRequestListener(webhook));
    app.post("/connect/validation", getRequestListener(validation));
    app.use(express.json());
    app.post("/echo", (request, response) => void response.json(request.body));
    return listening(createServer(app));
  },

  Fastify: async ({ webhook, validation }) => {
    const app = fastify();
    // Within a plugin, so that the other routes keep their parsers; here the body stays unread.
    await app.register(async (plugin) => {
      plugin.removeAllContentTypeParsers();
      plugin.addContentTypeParser("*", (_request, _body, done) => done(null));
      const mount = (path: string, listener: ReturnType<typeof getRequestListener>) =>
        plugin.post(path, async (request, reply) => {
          reply.hijack();
          await listener(request.raw, reply.raw);
        });
      mount("/connect/events", getRequestListener(webhook));
      mount("/connect/validation", getRequestListener(validation));
    });
    app.post("/echo", (request) => request.body);
    onTestFinished(() => app.close());
    return app.listen({ host: "127.0.0.1", port: 0 });
  },

  "node:http": ({ webhook, validation }) => {
    const routes = new Map<string | undefined, RequestListener>([
      ["/connect/events", getRequestListener(webhook)],
      ["/connect/validation", getRequestListener(validation)],
    ]);
    return listening(
      createServer((request, response) => {
        const route = routes.get(request.url);
        if (route === undefined) response.writeHead(404).end();
        else route(request, response);
      }),
    );
  },
};

/** The simulated platform, with the webhooks registered at this address, and a draft. */
async function platform(address: string, tokenHeader: "Authorization" | "Authentication") {
  const simulator = createConnectSimulator({
    webhookTimeoutMs: 5000,
    webhookDelayMs: 1,
    webhookTokenHeader: tokenHeader,
  });
  async function call(key: string, path: string, body: object) {
    const answer = await simulator.fetch(
      new Request(`http://platform.invalid/public/v1${path}`, {
        method: "POST",
        headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  }
  async function register(type: string, path: string): Promise<void> {
    const { status } = await call(VENDOR_KEY, "/notifications/webhooks", {
      type,
      object_class: "fulfillment_request",
      label: type,
      product_id: DEFAULT_PRODUCT_ID,
      external_url: `${address}${path}`,
      jwt_secret: secret,
      active: true,
      http_method: "POST",
    });
    expect(status).toBe(201);
  }
  await register("validator", "/connect/validation");
  await register("event", "/connect/events");
  const { json: draft } = await call(DISTRIBUTOR_KEY, "/requests", {
    ...purchaseBody(),
    status: "draft",
  });
  const id = String(draft["id"]);
  return {
    id,
    submit: () => call(DISTRIBUTOR_KEY, `/requests/${id}/purchase`, {}),
    validate: async (email: string) => {
      const params = [{ id: "admin_email", value: email }];
      const { status, json } = await call(DISTRIBUTOR_KEY, `/requests/${id}/validate`, {
        asset: { params },
      });
      const asset = json["asset"] as { params: { id: string; value: string }[] } | undefined;
      return { status, parameter: asset?.params.find(({ id: name }) => name === "admin_email") };
    },
  };
}

/** A token as the platform makes it. */
function token(by = secret): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iat: now, exp: now + 300 })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(by));
}

async function deliver(
  address: string,
  { body, by = secret }: { readonly body: RequestInit["body"]; readonly by?: string },
): Promise<number> {
  const response = await fetch(`${address}/connect/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${await token(by)}`, "content-type": "application/json" },
    body: body ?? null,
    ...(body instanceof ReadableStream && { duplex: "half" as const }),
  });
  await response.text();
  return response.status;
}

const event = (triggered: string) =>
  JSON.stringify({
    webhook_id: "WH-100-200-300",
    object_class: "fulfillment_request",
    product_id: DEFAULT_PRODUCT_ID,
    triggered_at: triggered,
    processing_timeout: 600,
    data: {},
  });

describe.each(Object.entries(mounts))("mounted in %s", (_name, mount) => {
  test("a draft that the platform has validated comes back judged", async () => {
    const address = await mount(endpoints());
    const { id, validate, submit } = await platform(address, "Authorization");
    expect(await validate("nobody")).toEqual({
      status: 200,
      parameter: expect.objectContaining({
        value: "nobody@example.com",
        value_error: `${id}: ¿nobody?`,
      }),
    });
    expect(await validate("admin@example.com")).toEqual({
      status: 200,
      parameter: expect.objectContaining({ value: "admin@example.com", value_error: "" }),
    });
    expect((await submit()).json["status"]).toBe("pending");
  });

  test("a validator that fails makes the platform's validation fail, and not the order", async () => {
    const address = await mount(endpoints());
    const { validate, submit } = await platform(address, "Authentication");
    expect((await validate("broken")).status).toBe(400);
    expect((await submit()).json["status"]).toBe("pending");
  });

  test.each(["Authorization", "Authentication"] as const)(
    "the platform's own event comes in, its token in %s",
    async (tokenHeader) => {
      const given = endpoints();
      const { submit } = await platform(await mount(given), tokenHeader);
      await submit();
      await vi.waitFor(() => expect(given.events.length).toBeGreaterThan(0), { timeout: 5000 });
      expect(given.events[0]).toMatchObject({
        object_class: "fulfillment_request",
        product_id: DEFAULT_PRODUCT_ID,
      });
    },
  );

  test("events come in once each, others are turned away", async () => {
    const given = endpoints();
    const address = await mount(given);
    const first = event("2026-02-03T04:05:06+00:00");
    expect(await deliver(address, { body: first })).toBe(200);
    expect(await deliver(address, { body: first })).toBe(200);
    expect(await deliver(address, { body: event("2026-02-03T04:05:07+00:00") })).toBe(200);
    expect(given.events).toHaveLength(2);
    expect(await deliver(address, { body: event("x"), by: "another secret" })).toBe(401);
    expect(await deliver(address, { body: "hello" })).toBe(400);
    expect(given.events).toHaveLength(2);
  });

  test("a body too large is refused, announced or not", async () => {
    const given = endpoints();
    const address = await mount(given);
    const large = new Uint8Array(1024 * 1024 + 1).fill(0x20);
    expect(await deliver(address, { body: large })).toBe(413);
    expect(await deliver(address, { body: new Blob([large]).stream() })).toBe(413);
    expect(await deliver(address, { body: event("2026-02-03T04:05:06+00:00") })).toBe(200);
    expect(given.events).toHaveLength(1);
  });
});

describe("mounted behind a body parser", () => {
  test("the endpoint answers an error, and does not hang", async () => {
    const given = endpoints();
    const app = express();
    app.use(express.json());
    app.post("/connect/events", getRequestListener(given.webhook));
    const address = await listening(createServer(app));
    const status = await deliver(address, { body: event("2026-02-03T04:05:06+00:00") });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(given.events).toEqual([]);
  });
});
