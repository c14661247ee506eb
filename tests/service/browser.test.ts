import { describe, expect, test } from "vitest";

import { everyCaller, house } from "./house.ts";
import { once } from "./served.ts";

describe("a browser cannot be turned against the service", () => {
  const change = { body: {}, headers: once() };

  test("by a page of another site", async () => {
    const { ask } = await house();
    const from = async (headers: Record<string, string>) =>
      (await ask("/subscriptions/AS-1/retry", { ...change, headers: { ...once(), ...headers } }))
        .status;
    expect(await from({})).toBe(404);
    expect(await from({ "sec-fetch-site": "same-origin" })).toBe(404);
    expect(await from({ "sec-fetch-site": "none" })).toBe(404);
    for (const site of ["cross-site", "same-site", "anything"]) {
      expect(await from({ "sec-fetch-site": site })).toBe(403);
    }
    expect(await from({ origin: "http://localhost" })).toBe(404);
    for (const origin of [
      "http://evil.example",
      "null",
      "http://localhost:81",
      "http://localhost.evil.example",
      "nonsense",
    ]) {
      expect([origin, await from({ origin })]).toEqual([origin, 403]);
    }
    expect(await from({ origin: "http://localhost", "sec-fetch-site": "cross-site" })).toBe(403);
  });

  test("by a name that was pointed at it", async () => {
    const hostNames = ["localhost", "127.0.0.1", "[::1]", "tenure.example"];
    const { app } = await house({ hostNames });
    const under = async (host: string) =>
      (await app.request("/api/v1/caller", { headers: { host } })).status;
    for (const host of [
      "localhost",
      "localhost:8080",
      "127.0.0.1:1",
      "[::1]:8080",
      "Tenure.Example:443",
    ]) {
      expect([host, await under(host)]).toEqual([host, 200]);
    }
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.evil.example",
      "evil",
      "[::2]",
      "",
      "localhost:x",
    ]) {
      expect([host, await under(host)]).toEqual([host, 403]);
    }
    // A supervisor may ask by any name: it learns nothing.
    expect((await app.request("/healthz", { headers: { host: "10.0.0.7" } })).status).toBe(200);
  });

  test("by what it would do with an answer: every one says what is forbidden, and none is kept", async () => {
    const { app, ask } = await house({ callers: everyCaller });
    const answers = [
      await app.request("/healthz"),
      await app.request("/api/openapi.json"),
      await app.request("/api/reference"),
      await app.request("/nowhere"),
      await ask("/caller"),
      await ask("/caller", { by: "read-every" }),
      await ask("/nowhere", { by: "read-every" }),
      await ask("/pause", { body: "{", by: "admin-every" }),
    ];
    for (const { headers, url } of answers) {
      expect(headers.get("content-security-policy"), url).toMatch(
        /^default-src 'none'; script-src 'self';/u,
      );
      expect(headers.get("content-security-policy"), url).not.toContain("unsafe");
      expect(headers.get("content-security-policy"), url).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options"), url).toBe("nosniff");
      expect(headers.get("x-frame-options"), url).toBe("DENY");
      expect(headers.get("referrer-policy"), url).toBe("no-referrer");
      expect(headers.get("cache-control"), url).toBe("no-store");
      expect(headers.get("set-cookie"), url).toBeNull();
      expect(headers.get("access-control-allow-origin"), url).toBeNull();
      expect(headers.get("x-powered-by"), url).toBeNull();
    }
  });

  test("by what holds its pages: none is framed or opened but the inspector's, by pages that may connect", async () => {
    const { app } = await house({ origins: ["https://app.example"] });
    const { headers } = await app.request("/inspector/window");
    const framing = /frame-ancestors (?<who>[^;]*)/u;
    const who = framing.exec(headers.get("content-security-policy") ?? "")?.groups?.["who"];
    expect(who?.split(" ").toSorted()).toEqual([
      "'self'",
      "http://*.localhost:*",
      "http://127.0.0.1:*",
      "http://localhost:*",
      "https://*.localhost:*",
      "https://127.0.0.1:*",
      "https://app.example",
      "https://localhost:*",
    ]);
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self';/u,
    );
    const closed = await house({ inspector: "off" });
    const others = [
      await app.request("/inspector"),
      await app.request("/inspector/window/other"),
      await app.request("/inspector%2fwindow"),
      await closed.app.request("/inspector/window"),
    ];
    for (const { headers: other } of others) {
      expect(other.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(other.get("x-frame-options")).toBe("DENY");
      expect(other.get("cross-origin-opener-policy")).toBe("same-origin");
    }
  });
});
