import { createServer } from "node:http";

import { describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";

import { inspectorEndpoint } from "../src/index.ts";
import { served, statusOf } from "./served-endpoint.ts";

const timeout = 120_000;

describe("the endpoint", () => {
  test(
    "leaves other paths to others, and turns them away when there is no other",
    async () => {
      await using place = await served();
      expect(await statusOf(`ws://127.0.0.1:${place.port}/elsewhere`)).toBe(404);
      const server = createServer();
      const other = new WebSocketServer({ noServer: true });
      server.on("upgrade", (request, socket, head) => {
        if (request.url === "/elsewhere")
          other.handleUpgrade(request, socket, head, () => undefined);
      });
      await using shared = await served({}, server);
      expect(await statusOf(`ws://127.0.0.1:${shared.port}/elsewhere`)).toBe(101);
      expect(await statusOf(shared.url)).toBe(101);
      for (const client of other.clients) client.terminate();
    },
    timeout,
  );

  test(
    "turns away who has not the token, whose page is of elsewhere, or who comes by a strange name",
    async () => {
      const token = "correct-horse-battery";
      await using place = await served({
        token,
        origins: ["https://app.example"],
        hosts: ["inspector.example"],
      });
      const local = `http://localhost:${place.port}`;
      expect(await statusOf(place.url)).toBe(401);
      expect(await statusOf(`${place.url}?token=${token}x`)).toBe(401);
      expect(await statusOf(`${place.url}?token=${token}`)).toBe(101);
      expect(await statusOf(place.url, { authorization: `Bearer ${token}` })).toBe(101);
      const url = `${place.url}?token=${token}`;
      for (const origin of [
        local,
        "http://[::1]:5173",
        "https://app.example",
        "http://shop.localhost",
      ]) {
        expect(await statusOf(url, { origin }), origin).toBe(101);
      }
      for (const origin of [
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "file://",
        "http://127.0.0.1.evil.example",
      ]) {
        expect(await statusOf(url, { origin }), origin).toBe(403);
      }
      for (const host of ["inspector.example", "localhost:99", "[::1]:80"]) {
        expect(await statusOf(url, { host }), host).toBe(101);
      }
      for (const host of ["rebound.example", "localhost.evil.example", "192.168.0.7"]) {
        expect(await statusOf(url, { host }), host).toBe(403);
      }
    },
    timeout,
  );

  test("refuses to be open to everybody, and limits that are none", () => {
    const invalid = { code: "options_invalid" };
    for (const options of [
      { isRemoteAllowed: true },
      { token: "short" },
      { path: "inspect" },
      { maximumClients: 0 },
      { messagesPerSecond: Number.NaN },
    ]) {
      expect(() => inspectorEndpoint(options), JSON.stringify(options)).toThrow(
        expect.objectContaining(invalid),
      );
    }
  });
});
