import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import { createCleverbridgeClient } from "../../src/index.ts";
import {
  authorization,
  clientOf,
  credentials,
  detachedClient,
  failureOf,
  impatientClock,
  ok,
} from "./support/client.ts";
import { recordedLogger } from "./support/recorded-logger.ts";

vi.setConfig({ testTimeout: 30_000 });

describe("credentials", () => {
  // Marked, because a password of blanks, say, stands in every text.
  const texts = fc
    .tuple(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    )
    .map((parts) => parts.join("Qx7e"));
  const username = texts.filter((text) => !/[\p{Cc}:]/u.test(text));
  const password = texts.filter((text) => !/\p{Cc}/u.test(text));
  type Credentials = typeof credentials;
  const spelled = fc.constantFrom<(given: Credentials) => string>(
    (given) => given.password,
    (given) => encodeURIComponent(given.password),
    (given) => JSON.stringify(given.password),
    (given) => authorization(given),
    (given) => encodeURIComponent(authorization(given)),
    (given) => `${"x".repeat(390)}${given.password}`,
    (given) => `${given.username}:${given.password}`,
    (given) => Buffer.from(given.password).toString("base64"),
  );
  // None of them is an answer a read is content with.
  const put = fc.constantFrom<(text: string) => unknown>(
    (text) => ({ ResultMessage: text }),
    (text) => ({ ResultMessage: "OK", Subscription: { Id: text, Items: [{ [text]: text }] } }),
    (text) => ({ [text]: text }),
    (text) => text,
  );

  test.prop([
    fc.record({ username, password }),
    spelled,
    put,
    fc.constantFrom(200, 400, 401, 404, 409, 429, 500),
    fc.boolean(),
  ])(
    "are told by no error and no log line, however and wherever an answer spells them",
    async (given, spell, place, status, breaks) => {
      const logger = recordedLogger();
      const echo = spell(given);
      const client = detachedClient(
        () => {
          if (!breaks) return Promise.resolve(Response.json(place(echo), { status }));
          const inner = Object.assign(new Error(`header ${echo} is not valid`), { code: echo });
          return Promise.reject(new TypeError(`fetch failed: ${echo}`, { cause: inner }));
        },
        { credentials: given, retries: 1, logger, clock: impatientClock },
      );
      const errors = [
        await failureOf(client.getSubscription("7")),
        await failureOf(client.listForCustomer({ customerId: "7" })),
        await failureOf(client.getSubscription(echo)),
      ];
      const told = [
        ...errors.flatMap((error) => [
          error.message,
          error.stack,
          error.resultMessage,
          String(error),
        ]),
        JSON.stringify(errors),
        inspect(errors, { depth: 20, showHidden: true }),
        inspect(logger.lines, { depth: 20 }),
        JSON.stringify(logger.lines),
        inspect(client, { depth: 20, showHidden: true }),
      ].join("\n");
      const pair = Buffer.from(`${given.username}:${given.password}`).toString("base64");
      for (const hidden of [
        given.password,
        encodeURIComponent(given.password),
        JSON.stringify(given.password).slice(1, -1),
        Buffer.from(given.password).toString("base64"),
        pair,
        encodeURIComponent(pair),
      ]) {
        expect(told).not.toContain(hidden);
      }
    },
  );

  test("keep the cause of a failure, without themselves", async () => {
    const client = detachedClient(() => {
      const inner = Object.assign(new Error(`header ${authorization(credentials)}`), {
        code: "EXAMPLE",
      });
      return Promise.reject(new TypeError("fetch failed", { cause: inner }));
    });
    const error = await failureOf(client.getSubscription("7"));
    expect(error.message).toContain("(EXAMPLE)");
    expect(error.cause).toMatchObject({
      message: "fetch failed",
      cause: { message: "header Basic [credentials]", code: "EXAMPLE" },
    });
  });

  test.prop([fc.record({ username, password })])(
    "are sent as UTF-8, whatever they are made of",
    async (given) => {
      let sent = "";
      const client = detachedClient(
        (_input, init) => {
          sent = new Headers(init?.headers).get("authorization") ?? "";
          return Promise.resolve(Response.json(ok));
        },
        { credentials: given },
      );
      await client.renew({ subscriptionId: "7" });
      expect(Buffer.from(sent.replace("Basic ", ""), "base64").toString("utf8")).toBe(
        `${given.username}:${given.password}`.toWellFormed(),
      );
    },
  );

  test.each([
    { username: "", password: "x" },
    { username: "a:b", password: "x" },
    { username: "a\nb", password: "x" },
    { username: "a", password: "" },
    { username: "a", password: "x\u0000" },
    { username: "a", password: undefined as unknown as string },
  ])("are checked before they are used: %j", (given) => {
    const invalid = expect.objectContaining({ code: "options_invalid" });
    expect(() => createCleverbridgeClient({ credentials: given })).toThrow(invalid);
    const client = clientOf({ url: "http://127.0.0.1:1" });
    expect(() => client.useCredentials(given)).toThrow(invalid);
  });

  test("that are missing are told as missing", () => {
    const given = { username: "", password: "x" };
    const making = () => createCleverbridgeClient({ credentials: given });
    expect(making).toThrow("username: it is empty");
  });

  test.each([
    "",
    "rest.example.com",
    "http://rest.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://192.168.0.1",
    "ftp://rest.example.com",
    "https://user:pass@rest.example.com/",
    "https://rest.example.com/?a=b",
    "https://rest.example.com/#a",
  ])("are not sent to the address %j", (baseUrl) => {
    expect(() => createCleverbridgeClient({ baseUrl, credentials })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });

  test.each([
    "https://rest.example.com",
    "http://localhost:8080",
    "http://127.8.0.1/x/",
    "http://[::1]:80",
  ])("may be sent to the address %j", (baseUrl) => {
    expect(() => createCleverbridgeClient({ baseUrl, credentials })).not.toThrow();
  });

  test("go to the platform when no address is given", async () => {
    const asked: string[] = [];
    const client = createCleverbridgeClient({
      credentials,
      fetch: (input) => {
        asked.push(String(input instanceof Request ? input.url : input));
        return Promise.resolve(Response.json(ok));
      },
    });
    await client.renew({ subscriptionId: "7" });
    expect(asked).toEqual(["https://rest.cleverbridge.com/subscription/renewsubscription"]);
  });
});
