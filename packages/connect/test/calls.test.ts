import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { createConnectClient } from "../src/index.ts";
import { apiKey, clientOf } from "./support/client.ts";
import { loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";

describe("calls", () => {
  test("carry the key with its prefix, whether it was given with it or not", async () => {
    const server = await loopback(() => ({ json: requestPayload() }));
    await clientOf(server).requests.get("PR-1");
    await clientOf(server, { apiKey: `ApiKey ${apiKey}` }).requests.get("PR-1");
    expect(server.calls.map((call) => call.headers.authorization)).toEqual([
      `ApiKey ${apiKey}`,
      `ApiKey ${apiKey}`,
    ]);
  });

  test("go where the platform's OpenAPI document says, with flat bodies", async () => {
    const server = await loopback(() => ({ json: requestPayload() }));
    const { requests } = clientOf(server);
    await requests.create({ type: "cancel", asset: { id: "AS-1" } });
    await requests.update("PR-1", { asset: { params: [{ id: "a", value: "b" }] } });
    await requests.approve("PR-1", { template_id: "TL-1" });
    await requests.fail("PR-1", "no stock");
    await requests.inquire("PR-1");
    await requests.pend("PR-1");
    await requests.schedule("PR-1", "2026-02-03T00:00:00.000Z");
    await requests.revoke("PR-1", "mistake");
    await requests.confirm("PR-1");
    await requests.purchase("PR-1");
    await requests.submit("PR-1");
    await requests.validate("PR-1", { asset: { params: [] } });
    await requests.assign("PR-1", { email: "a@example.com" });
    await requests.unassign("PR-1");
    await requests.render("PR-1");
    const one = "/public/v1/requests/PR-1";
    expect(server.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/public/v1/requests", { type: "cancel", asset: { id: "AS-1" } }],
      ["PUT", one, { asset: { params: [{ id: "a", value: "b" }] } }],
      ["POST", `${one}/approve`, { template_id: "TL-1" }],
      ["POST", `${one}/fail`, { reason: "no stock" }],
      ["POST", `${one}/inquire`, {}],
      ["POST", `${one}/pend`, {}],
      ["POST", `${one}/schedule`, { planned_date: "2026-02-03T00:00:00.000Z" }],
      ["POST", `${one}/revoke`, { reason: "mistake" }],
      ["POST", `${one}/confirm`, {}],
      ["POST", `${one}/purchase`, {}],
      ["POST", `${one}/submit`, {}],
      ["POST", `${one}/validate`, { asset: { params: [] } }],
      ["POST", `${one}/assign`, { email: "a@example.com" }],
      ["POST", `${one}/unassign`, {}],
      ["GET", `${one}/render`, undefined],
    ]);
  });

  test("reach products, subscriptions, conversations and webhooks", async () => {
    const server = await loopback(({ method, path }) => {
      if (path.endsWith("/AS-1")) return { json: requestPayload()["asset"] };
      if (path.endsWith("/PRD-1")) return { json: { id: "PRD-1" } };
      if (method === "POST") return { status: 201, json: { id: "ME-1", text: "hello" } };
      return { json: [], headers: { "content-range": "items 0-0/0" } };
    });
    const client = clientOf(server);
    await client.assets.get("AS-1");
    await client.products.get("PRD-1");
    await client.conversations.post("PR-1", { text: "hello" });
    await client.webhooks.create({
      type: "validator",
      object_class: "fulfillment_request",
      product_id: "PRD-1",
      external_url: "https://vendor.example.com/validate",
      label: "Validation",
    });
    const lists = [
      client.assets.list(),
      client.assets.requests("AS-1"),
      client.products.list(),
      client.products.templates("PRD-1"),
      client.products.parameters("PRD-1"),
      client.products.items("PRD-1"),
      client.conversations.messages("PR-1"),
      client.webhooks.list(),
    ];
    await Promise.all(lists.map((pages) => pages[Symbol.asyncIterator]().next()));
    expect(server.calls.map(({ method, path }) => `${method} ${path.slice(10)}`)).toEqual([
      "GET /assets/AS-1",
      "GET /products/PRD-1",
      "POST /conversations/PR-1/messages",
      "POST /notifications/webhooks",
      "GET /assets",
      "GET /assets/AS-1/requests",
      "GET /products",
      "GET /products/PRD-1/templates",
      "GET /products/PRD-1/parameters",
      "GET /products/PRD-1/items",
      "GET /conversations/PR-1/messages",
      "GET /notifications/webhooks",
    ]);
  });

  test.prop([fc.string()], { numRuns: 50 })(
    "never leave the collection they are about, whatever the id",
    async (id) => {
      const paths: string[] = [];
      const client = createConnectClient({
        baseUrl: "https://connect.example.com/v1",
        apiKey,
        fetch: async (input) => {
          paths.push(new URL(input instanceof Request ? input.url : input).pathname);
          return Response.json(requestPayload());
        },
      });
      await client.requests.get(id);
      expect(paths[0]).toMatch(/^\/v1\/requests\/[^/]+$/u);
    },
  );

  test("wait for their turn when too many are under way", async () => {
    let open = 0;
    let most = 0;
    const server = await loopback(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return { json: requestPayload() };
    });
    const { requests } = clientOf(server, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, index) => requests.get(`PR-${index}`)));
    expect(most).toBe(3);
  });
});
