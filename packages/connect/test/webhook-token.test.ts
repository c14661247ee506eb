import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { draftValidation } from "../src/validation/draft-validation.ts";
import { eventWebhook } from "../src/webhooks/event-webhook.ts";
import { requestPayload } from "./support/payloads.ts";
import { recordedLogger } from "./support/recorded-logger.ts";
import { attacks, callOf, clock, now, secret, signed, streamed } from "./support/signed-calls.ts";

const body = JSON.stringify({ ...requestPayload({ status: "draft" }), webhook_id: "WH-1" });

/** Both endpoints, and how often what is behind them was reached. */
function doors(options: { readonly secret?: string | readonly string[] } = {}) {
  const logger = recordedLogger();
  const reached = { times: 0 };
  const reach = (): undefined => {
    reached.times += 1;
  };
  const shared = { secret, clock, logger, ...options };
  return {
    logger,
    reached,
    endpoints: [
      eventWebhook({ ...shared, onEvent: reach }),
      draftValidation({ ...shared, validate: reach }),
    ],
  };
}

async function statuses(
  { endpoints }: ReturnType<typeof doors>,
  call: Parameters<typeof callOf>[0] = {},
): Promise<readonly number[]> {
  return Promise.all(
    endpoints.map(async (endpoint) => (await endpoint(await callOf({ body, ...call }))).status),
  );
}

describe("a webhook call", () => {
  test.each(["authorization", "authentication"])("shows its token in %s", async (header) => {
    expect(await statuses(doors(), { header })).toEqual([200, 200]);
  });

  test("shows its token in the one header when a gateway uses the other", async () => {
    const headers = { authorization: "Basic Z2F0ZXdheTpzZWNyZXQ=" };
    expect(await statuses(doors(), { header: "authentication", headers })).toEqual([200, 200]);
  });

  test("shows one valid token among two", async () => {
    const headers = { authorization: `Bearer ${await signed({}, "the gateway's")}` };
    expect(await statuses(doors(), { header: "authentication", headers })).toEqual([200, 200]);
  });

  test("may write the scheme in any letters", async () => {
    expect(await statuses(doors(), { scheme: "bearer" })).toEqual([200, 200]);
  });

  test("may be signed with either secret while one replaces the other", async () => {
    const rotating = doors({ secret: ["the-new-one", secret] });
    expect(await statuses(rotating, { token: await signed({ jti: "1" }) })).toEqual([200, 200]);
    const renewed = await signed({ jti: "2" }, "the-new-one");
    expect(await statuses(rotating, { token: renewed })).toEqual([200, 200]);
    const done = doors({ secret: "the-new-one" });
    expect(await statuses(done)).toEqual([401, 401]);
  });

  test.each([
    ["still valid", { exp: now + 60, nbf: now - 60, iat: now - 60 }, 200],
    ["just expired, by a clock that may be off", { exp: now - 20 }, 200],
    ["valid in a moment, by a clock that may be off", { nbf: now + 20, iat: now + 20 }, 200],
    ["expired for longer than clocks are off", { exp: now - 40 }, 401],
    ["valid later than clocks are off", { nbf: now + 40 }, 401],
  ])("%s is answered in kind", async (_name, claims, status) => {
    expect(await statuses(doors(), { token: await signed(claims) })).toEqual([status, status]);
  });

  test.each(attacks)(
    "is refused without a look at its body when its token is %s",
    async (_, make) => {
      const both = doors();
      let read = 0;
      const unread = () =>
        new ReadableStream({ pull: () => void (read += 1) }, { highWaterMark: 0 });
      const token = await make();
      for (const endpoint of both.endpoints) {
        const response = await endpoint(await callOf({ token, ...streamed(unread()) }));
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({
          error_code: "unauthorized",
          errors: ["The token is missing or not valid."],
        });
      }
      expect([read, both.reached.times]).toEqual([0, 0]);
      expect(both.logger.lines.every(({ level }) => level === "debug")).toBe(true);
    },
  );

  test("is refused without a header", async () => {
    const both = doors();
    for (const endpoint of both.endpoints) {
      const bare = new Request("https://vendor.example.com/", { method: "POST", body });
      expect((await endpoint(bare)).status).toBe(401);
    }
    expect(both.reached.times).toBe(0);
  });

  test.prop([fc.nat(), fc.stringMatching(/^[\w-]$/u)], { numRuns: 60 })(
    "is refused when its token is another by one letter",
    async (place, letter) => {
      const token = await signed({ exp: now + 60, jti: "one" });
      // The last letter carries two bits that no signature has: those may differ.
      const at = place % (token.length - 1);
      const other = token.slice(0, at) + letter + token.slice(at + 1);
      fc.pre(other !== token);
      const both = doors();
      expect(await statuses(both, { token: other })).toEqual([401, 401]);
      expect(both.reached.times).toBe(0);
    },
  );

  test.prop([fc.string()], { numRuns: 40 })("is refused for any text", async (token) => {
    let headers: Headers;
    try {
      headers = new Headers({ authorization: `Bearer ${token}` });
    } catch {
      // No server lets this through.
      return;
    }
    const both = doors();
    for (const endpoint of both.endpoints) {
      const call = new Request("https://vendor.example.com/", { method: "POST", body, headers });
      expect((await endpoint(call)).status).toBe(401);
    }
  });

  test("leaves no trace of token or secret in the log", async () => {
    const both = doors();
    const token = await signed({}, "another-secret");
    await statuses(both, { token });
    await statuses(both, { token: await signed(), body: "hello" });
    const log = JSON.stringify(both.logger.lines);
    for (const part of [secret, ...token.split("."), ...(await signed()).split(".")]) {
      expect(log).not.toContain(part);
    }
  });

  test.each(["GET", "PUT", "DELETE", "OPTIONS"])("by %s is turned away", async (method) => {
    const more = method === "GET" ? { method, body: null } : { method };
    expect(await statuses(doors(), more)).toEqual([405, 405]);
  });

  test("cannot be told from others without a secret", () => {
    for (const none of ["", [], ["one", ""]]) {
      expect(() => doors({ secret: none })).toThrow(
        expect.objectContaining({ code: "options_invalid" }),
      );
    }
  });
});

describe("the body of a webhook call", () => {
  const endless = () => new ReadableStream({ pull: () => new Promise(() => undefined) });
  const flood = (count: { bytes: number }) =>
    new ReadableStream(
      {
        pull(controller) {
          count.bytes += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      },
      { highWaterMark: 0 },
    );

  test("is read no further than it may be long", async () => {
    const both = doors();
    for (const endpoint of both.endpoints) {
      const count = { bytes: 0 };
      expect((await endpoint(await callOf(streamed(flood(count))))).status).toBe(413);
      expect(count.bytes).toBeLessThanOrEqual(1024 * 1024 + 2 * 65_536);
    }
    expect(both.reached.times).toBe(0);
  });

  test("is not read at all when it says itself that it is too long", async () => {
    const count = { bytes: 0 };
    for (const endpoint of doors().endpoints) {
      const headers = { "content-length": "1048577" };
      const call = await callOf({ ...streamed(flood(count)), headers });
      expect((await endpoint(call)).status).toBe(413);
    }
    expect(count.bytes).toBe(0);
  });

  test("may be as long as it may be", async () => {
    const exact = JSON.stringify({ webhook_id: "WH-1", pad: "" });
    const pad = "x".repeat(1024 * 1024 - exact.length);
    const endpoint = eventWebhook({ secret, clock, onEvent: () => undefined });
    const call = await callOf({ body: JSON.stringify({ webhook_id: "WH-1", pad }) });
    expect((await endpoint(call)).status).toBe(200);
  });

  test("is given up when it does not arrive", async () => {
    const shared = { secret, clock, timeoutMilliseconds: 30 };
    const reach = () => expect.unreachable();
    for (const endpoint of [
      eventWebhook({ ...shared, onEvent: reach }),
      draftValidation({ ...shared, validate: reach }),
    ]) {
      expect((await endpoint(await callOf(streamed(endless())))).status).toBe(408);
    }
  });

  test("that breaks off is no body", async () => {
    const broken = () =>
      new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
    for (const endpoint of doors().endpoints) {
      expect((await endpoint(await callOf(streamed(broken())))).status).toBe(400);
    }
  });

  test("that somebody has read before tells how to mount the endpoint", async () => {
    const both = doors();
    for (const endpoint of both.endpoints) {
      const call = await callOf({ body });
      await call.text();
      expect((await endpoint(call)).status).toBe(500);
    }
    expect(both.logger.lines.map(({ level }) => level)).toEqual(["error", "error"]);
    expect(both.logger.lines[0]?.message).toContain("before body parsers");
  });

  test.prop([fc.uint8Array()], { numRuns: 60 })("of any bytes is answered", async (bytes) => {
    const both = doors();
    for (const endpoint of both.endpoints) {
      const { status } = await endpoint(await callOf({ body: new Uint8Array(bytes) }));
      expect(status).toBe(400);
    }
    expect(both.reached.times).toBe(0);
  });
});
