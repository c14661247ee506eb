import { createHmac } from "node:crypto";

import { fc, test } from "@fast-check/vitest";
import { SignJWT } from "jose";
import { describe, expect } from "vitest";

import { connect, draftValidation, type DraftValidationOptions } from "../src/index.ts";
import { requestPayload } from "./support/payloads.ts";
import { recordedLogger } from "./support/recorded-logger.ts";

const secret = "a-secret-of-the-webhook";
const now = Date.UTC(2026, 1, 3) / 1000;
const clock = { now: () => now * 1000, sleep: () => Promise.resolve() };

const key = (text: string) => new TextEncoder().encode(text);
const signed = (claims = {}, by = secret, alg = "HS256") =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(key(by));

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const unsigned = `${encoded({ alg: "none" })}.${encoded({})}.`;

function endpoint(options: Partial<DraftValidationOptions> = {}) {
  const logger = recordedLogger();
  const validate = options.validate ?? (() => undefined);
  return { logger, call: draftValidation({ secret, clock, logger, ...options, validate }) };
}

/** Node wants to be told that a streamed body is sent before the answer is read. */
const streamed = (body: ReadableStream) => ({ body, duplex: "half" });

const draft = () => requestPayload({ status: "draft" }, { status: "draft" });

async function posted(
  call: (request: Request) => Promise<Response>,
  {
    body = JSON.stringify(draft()) as NonNullable<RequestInit["body"]>,
    token = "",
    header = "authorization",
    ...init
  } = {},
) {
  const bearer = token === "" ? await signed() : token;
  const response = await call(
    new Request("https://vendor.example.com/validate", {
      method: "POST",
      body,
      headers: { [header]: `Bearer ${bearer}` },
      ...init,
    }),
  );
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe("the token of a validation call", () => {
  test.each(["authorization", "authentication"])("is taken from %s", async (header) => {
    expect((await posted(endpoint().call, { header })).status).toBe(200);
  });

  test("may be signed with either secret while one replaces the other", async () => {
    const { call } = endpoint({ secret: ["the-new-one", secret] });
    expect((await posted(call)).status).toBe(200);
    expect((await posted(call, { token: await signed({}, "the-new-one") })).status).toBe(200);
  });

  const forged = `${encoded({ alg: "RS256" })}.${encoded({})}`;
  const attacks: readonly (readonly [string, () => Promise<string>])[] = [
    ["unsigned", async () => unsigned],
    [
      "unsigned, in other letters",
      async () => unsigned.replace(encoded({ alg: "none" }), encoded({ alg: "nOnE" })),
    ],
    ["signed with another secret", () => signed({}, "another-secret")],
    ["signed with another algorithm", () => signed({}, secret, "HS512")],
    [
      "signed with HMAC under another algorithm's name",
      async () => `${forged}.${createHmac("sha256", secret).update(forged).digest("base64url")}`,
    ],
    ["expired", () => signed({ exp: now - 3600 })],
    ["not valid yet", () => signed({ nbf: now + 3600 })],
    [
      "with an expiry that is no number",
      async () => {
        const text = `${encoded({ alg: "HS256" })}.${encoded({ exp: "later" })}`;
        return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
      },
    ],
    ["cut short", async () => (await signed()).slice(0, -4)],
    ["no token at all", async () => "hello"],
  ];

  test.each(attacks)("is not accepted when it is %s", async (_name, make) => {
    let judged = 0;
    const body = new ReadableStream(
      {
        pull: () => {
          judged += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const { call } = endpoint({
      validate: () => {
        judged += 1;
        return undefined;
      },
    });
    const init = streamed(body);
    expect((await posted(call, { token: await make(), ...init })).status).toBe(401);
    expect(judged).toBe(0);
  });

  test("is heeded until it expires", async () => {
    const token = await signed({ exp: now + 60 });
    expect((await posted(endpoint().call, { token })).status).toBe(200);
  });

  test("cannot be checked without a secret", () => {
    expect(() => endpoint({ secret: "" })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
    expect(() => endpoint({ secret: [] })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });
});

describe("a validation call", () => {
  test("is answered with the same request, errors set and cleared", async () => {
    const payload = draft();
    const asset = payload["asset"] as { params: Record<string, unknown>[] };
    Object.assign(asset.params[0] ?? {}, { value_error: "from before" });
    const { call } = endpoint({
      validate: ({ request, parameter }) => {
        expect(request.id).toBe("PR-1000-2000-3000-001");
        expect(parameter("ordering", "admin_email")).toBe("admin@example.com");
        return { tenant: "Taken.", options: { structuredValue: { trial: false } } };
      },
    });
    const { status, json } = await posted(call, { body: JSON.stringify(payload) });
    const expected = structuredClone(payload);
    (expected["asset"] as typeof asset).params = asset.params.map((parameter) => {
      const changes = {
        tenant: { value_error: "Taken." },
        options: { value_error: "", structured_value: { trial: false } },
      };
      const change = Object.entries(changes).find(([id]) => id === parameter["id"])?.[1];
      return Object.assign(structuredClone(parameter), change ?? { value_error: "" });
    });
    expect(status).toBe(200);
    expect(json).toEqual(expected);
  });

  test.each([
    ["something else than a request", JSON.stringify({ hello: 1 }), 400],
    ["something else than JSON", "hello", 400],
    ["more than it accepts", JSON.stringify({ a: "x".repeat(2000) }), 413],
  ])("with %s is turned away", async (_name, body, status) => {
    const { call } = endpoint({ maxBodyBytes: 1800 });
    expect((await posted(call, { body })).status).toBe(status);
  });

  test("by another method is turned away", async () => {
    const { call } = endpoint();
    const request = new Request("https://vendor.example.com/", {
      headers: { authorization: `Bearer ${await signed()}` },
    });
    expect((await call(request)).status).toBe(405);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no database");
      },
      "no database",
    ],
    ["rejects", () => Promise.reject(new Error("no database")), "no database"],
    ["never ends", () => new Promise<undefined>(() => undefined), "no answer within 40 ms"],
    ["names a parameter that is not there", () => ({ nowhere: "?" }), "nowhere"],
    [
      "answers something else",
      () => ({ tenant: 7 }) as unknown as Record<string, string>,
      "tenant",
    ],
  ])(
    "whose validator %s is answered with an error, and told in the log",
    async (_name, validate, why) => {
      const { call, logger } = endpoint({ validate, timeoutMilliseconds: 40 });
      const { status, json } = await posted(call);
      expect(status).toBe(500);
      expect(json["error_code"]).toBe("validation_failed");
      expect(JSON.stringify(json)).not.toContain("database");
      expect(logger.lines.map((line) => line.level)).toEqual(["error"]);
      expect(JSON.stringify(logger.lines)).toContain(why);
    },
  );

  test("whose body never ends is given up", async () => {
    const body = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const { call } = endpoint({ timeoutMilliseconds: 40 });
    expect((await posted(call, streamed(body))).status).toBe(500);
  });

  test.prop([fc.uint8Array(), fc.string()], { numRuns: 50 })(
    "is answered whatever it carries",
    async (bytes, token) => {
      const { call } = endpoint();
      const headers = new Headers();
      try {
        headers.set("authorization", `Bearer ${token}`);
      } catch {
        // Not even a header: sent without one.
      }
      const request = new Request("https://vendor.example.com/", {
        method: "POST",
        body: new Uint8Array(bytes),
        headers,
      });
      expect((await call(request)).status).toBe(401);
      expect((await posted(call, { body: new Uint8Array(bytes) })).status).toBe(400);
    },
  );

  test("is answered by the adapter that was given a validator", async () => {
    const adapter = connect({
      baseUrl: "https://connect.example.com",
      apiKey: "SU-1:abcdef",
      products: ["PRD-1"],
      handlers: {},
      clock,
      validation: { secret, validate: () => ({ tenant: "Taken." }) },
    });
    if (adapter.validation === undefined) throw new Error("no endpoint");
    expect((await posted(adapter.validation)).status).toBe(200);
  });
});
