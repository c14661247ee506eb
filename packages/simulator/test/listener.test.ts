import { connect } from "node:net";

import { fc, test as property } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { PREVIEW_CONNECTION_ID, VENDOR_KEY, type Listening } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { Party, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let server: Listening;
let vendor: Party;

beforeAll(async () => {
  world = stage();
  server = await world.simulator.listen();
  vendor = new Party(async (request) => fetch(request), VENDOR_KEY, server.url);
});

afterAll(async () => server.close());

const headers = { authorization: `ApiKey ${VENDOR_KEY}` };

async function send(method: string, path: string, body?: string): Promise<number> {
  const response = await fetch(`${server.url}${path}`, { method, headers, body: body ?? null });
  await response.arrayBuffer();
  return response.status;
}

/** Sends bytes that need not be HTTP; gives what comes back until the end. */
async function sendRaw(text: string): Promise<string> {
  const { port } = new URL(server.url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(text));
    socket.setTimeout(200, () => socket.destroy());
    socket.on("data", (bytes) => {
      answer += bytes.toString("latin1");
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(answer));
  });
}

const alive = async () => (await vendor.get("/requests?limit=0")).status;

describe("the listener", () => {
  test("serves the same API over HTTP", async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/public\/v1$/u);
    const { body } = await world.distributor.post("/requests", purchaseBody());
    const { status, body: seen } = await vendor.get(`/requests/${body.id}`);
    expect([status, seen]).toEqual([200, body]);
    expect(
      (await fetch(`${server.url}/requests`, { headers })).headers.get("connect-version"),
    ).toBe("37.0");
  });

  test("answers what makes no sense with an error body", async () => {
    expect(await send("POST", "/requests", "{")).toBe(400);
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const order = JSON.stringify(purchaseBody({ connection: { id: PREVIEW_CONNECTION_ID } }));
    expect(await send("POST", "/requests", order.replace("{", `{"x":${deep},`))).toBe(400);
    expect(await send("POST", "/requests", order.replace("{", '{"x":{"a":1},'))).toBe(201);
    expect(await send("POST", "/requests", "null")).toBe(400);
    expect(await send("GET", "/nothing")).toBe(404);
    expect(await send("PATCH", "/requests")).toBe(405);
    expect(await send("GET", "/requests/%E0%A4%A")).toBe(404);
    expect((await fetch(server.url.replace("/public/v1", "/"), { headers })).status).toBe(404);
    expect(await alive()).toBe(200);
  });

  test("refuses bodies over 5 MiB, in process and over HTTP", async () => {
    const big = JSON.stringify({ type: "x".repeat(5 * 1024 * 1024) });
    expect(
      (await world.vendor.post("/requests", { type: "x".repeat(5 * 1024 * 1024) })).status,
    ).toBe(413);
    const chunks = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(big));
        controller.close();
      },
    });
    const streamed = new Request("http://x/public/v1/requests", {
      method: "POST",
      headers,
      body: chunks,
      duplex: "half",
    });
    expect((await world.simulator.fetch(streamed)).status).toBe(413);
    const { length } = big;
    const answer = await sendRaw(
      `POST /public/v1/requests HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${big}`,
    );
    expect(answer === "" || answer.startsWith("HTTP/1.1 413")).toBe(true);
    expect(await alive()).toBe(200);
  });

  test("outlives clients that do not speak HTTP or hang up", async () => {
    expect(await sendRaw("HELLO\r\n\r\n")).toContain("400");
    expect(await sendRaw("GET //[ HTTP/1.1\r\nHost: x\r\n\r\n")).toBeTypeOf("string");
    await sendRaw("POST /public/v1/requests HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    expect(await alive()).toBe(200);
  });

  test("says when a port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(world.simulator.listen({ port })).rejects.toThrow("EADDRINUSE");
  });

  property.prop(
    [
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom(
        "/requests",
        "/requests/:id",
        "/requests/:id/approve",
        "/requests/:id/inquire",
        "/requests/:id/schedule",
        "/requests/:id/assign",
        "/notifications/webhooks",
        "/conversations/:id/messages",
      ),
    ],
    { numRuns: 300 },
  )(
    "answers any JSON anywhere, and never with an internal error",
    async (value, path) => {
      const { body } = await world.distributor.post("/requests", purchaseBody());
      const target = path.replace(":id", body.id);
      const written = await inTurn(["POST", "PUT"], async (method) =>
        world.vendor.call(method, target, value),
      );
      const assets = [
        value,
        { params: value, items: value, tiers: value },
        { params: [value], items: [value] },
      ];
      const ordered = await inTurn(assets, async (asset) =>
        world.distributor.post("/requests", { ...purchaseBody(), asset }),
      );
      for (const { status } of [...written, ...ordered]) expect(status).toBeLessThan(500);
    },
    60_000,
  );
});
