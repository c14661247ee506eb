import type { AddressInfo } from "node:net";

import type { WebhookEndpoint } from "@tenure/connect";
import type { Adapter, Engine, Store } from "@tenure/engine";
import { VENDOR_KEY } from "@tenure/simulator";
import { memoryStore } from "@tenure/testing/store";
import type { Express } from "express";
import type { FastifyInstance } from "fastify";
import type { Hono } from "hono";
import { describe, expect, onTestFinished, test, vi } from "vitest";

import { startProgram } from "../manual/running-program.ts";
import { purchaseBody } from "../purchase-body.ts";
import { howTo, started, surround, timeout } from "./stage.ts";

const page = await howTo("take-requests-in");
const { simulator, env, call, untilStatus, program, order, folder } = page;

const webhooksShown = () =>
  simulator
    .fetch(
      new Request(`${env.CONNECT_URL}/notifications/webhooks`, {
        headers: { authorization: `ApiKey ${VENDOR_KEY}` },
      }),
    )
    .then((response) => response.json());

describe("how to take requests in", () => {
  test(
    "has a server that hears of a purchase and judges a draft, also while its secret is replaced",
    async () => {
      const secrets = { CONNECT_WEBHOOK_SECRET: "the-new-secret,the-old-secret" };
      const server = startProgram(folder, ["server.ts"], { ...env, ...secrets, PORT: "0" });
      const [, port = ""] = await server.says(/listening on .* port: (\d+)/su);
      surround({ ...env, PUBLIC_URL: `http://127.0.0.1:${port}` });
      for (const secret of ["the-old-secret", "the-new-secret,the-old-secret"]) {
        vi.stubEnv("CONNECT_WEBHOOK_SECRET", secret);
        await program("register.ts", `?${secret}`);
        await untilStatus((await order()).request, "approved");
        const params = [{ id: "admin_email", value: "nobody" }];
        const body = { ...purchaseBody({ params }), status: "draft" };
        const draft = await call("POST", "/requests", body);
        const { asset } = await call("POST", `/requests/${draft.id}/validate`, {});
        expect(asset.params.find(({ id }) => id === "admin_email")).toMatchObject({
          value: "nobody@example.com",
          value_error: "An e-mail address is needed.",
        });
      }
      const stats = {
        failure_triggers: 0,
        success_triggers: expect.toSatisfy((many: number) => many > 0),
      };
      expect(await webhooksShown()).toEqual([
        expect.objectContaining({ type: "event", stats: expect.objectContaining(stats) }),
        expect.objectContaining({ type: "validator", stats: expect.objectContaining(stats) }),
      ]);
      expect(await server.end("SIGTERM")).toBe(0);
    },
    timeout,
  );

  test("mounts an endpoint so that it reads the body itself", async () => {
    const seen: string[] = [];
    const webhook: WebhookEndpoint = async (request) => {
      seen.push(`${request.method} ${await request.text()}`);
      return Response.json({});
    };
    type Mount<App> = (webhook: WebhookEndpoint) => App;
    const { inHono } = await program<{ inHono: Mount<Hono> }>("in-hono.ts");
    const { inExpress } = await program<{ inExpress: Mount<Express> }>("in-express.ts");
    const { inFastify } = await program<{ inFastify: Mount<Promise<FastifyInstance>> }>(
      "in-fastify.ts",
    );
    const headers = { "content-type": "application/json" };
    const sent = { method: "POST", headers, body: "{}" } as const;
    expect((await inHono(webhook).request("/connect/events", sent)).status).toBe(200);
    const server = inExpress(webhook).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await vi.waitUntil(() => server.listening);
    const { port } = server.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}/connect/events`, sent)).status).toBe(200);
    const app = await inFastify(webhook);
    const injected = { method: "POST", headers, payload: "{}", url: "/connect/events" } as const;
    expect((await app.inject(injected)).statusCode).toBe(200);
    expect(seen).toEqual(["POST {}", "POST {}", "POST {}"]);
  });

  test("tells products apart, and keeps tenants apart", async () => {
    surround({ ...env, CONNECT_KEY_ACME: VENDOR_KEY, CONNECT_KEY_GLOBEX: "SU-0:0123456789" });
    simulator.addProduct({ id: "PRD-200-000-002" });
    const first = await order();
    const { adapter } = await program<{ adapter: Adapter }>("several-products.ts");
    const engine = await started([adapter]);
    await untilStatus(first.request, "approved");
    expect((await call("GET", first.request)).asset.params).toContainEqual(
      expect.objectContaining({ id: "subscription_id", value: `BACKUP-${first.key}` }),
    );
    await engine.stop();
    const held = await order();
    const { engineFor } = await program<{ engineFor: (store: Store) => Engine }>("tenants.ts");
    const both = engineFor(memoryStore());
    await both.start();
    onTestFinished(() => both.stop());
    await vi.waitUntil(async () => (await both.get(`acme:${held.key}`))?.requestState === "stuck", {
      timeout,
    });
    expect([await both.count(), await both.count({ tenant: "globex" })]).toEqual([0, 0]);
  });

  test("takes notifications in under the path's secret only", async () => {
    const secret = "a-secret-of-sixteen-or-more";
    const login = { CLEVERBRIDGE_USER: "api", CLEVERBRIDGE_PASSWORD: "password" };
    surround({ ...login, CLEVERBRIDGE_PATH_SECRET: secret });
    const { app } = await program<{ app: Hono }>("notifications.ts");
    const statusAt = async (given: string) => {
      const headers = { "content-type": "application/json" };
      const sent = { method: "POST", headers, body: '{"subscriptions":[]}' };
      return (await app.request(`/cleverbridge/${given}`, sent)).status;
    };
    expect(await statusAt("another-secret-of-sixteen")).toBe(404);
    expect(await statusAt(secret), "let in, and no notification").toBe(400);
  });
});
