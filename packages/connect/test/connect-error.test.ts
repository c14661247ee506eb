import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { type ConnectError, createConnectClient } from "../src/index.ts";
import { apiKey, clientOf, failureOf, impatientClock, secret } from "./support/client.ts";
import { type Answer, deadUrl, loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";
import { recordedLogger } from "./support/recorded-logger.ts";

describe("errors", () => {
  const body = {
    error_code: "REQ_003",
    errors: ["Not in this status."],
    params: { request_id: "PR-2" },
  };
  const table: readonly (readonly [Answer, Partial<ConnectError>])[] = [
    [
      { status: 400, json: body },
      { kind: "refused", errorCode: "REQ_003", mayHaveHappened: false },
    ],
    [
      { status: 401, json: {} },
      { kind: "unauthorized", status: 401, mayHaveHappened: false },
    ],
    [
      { status: 403, text: "<html>" },
      { kind: "unauthorized", status: 403 },
    ],
    [
      { status: 404, json: { detail: "Not found." } },
      { kind: "not_found", errors: ["Not found."] },
    ],
    [
      { status: 404, text: "<html>" },
      { kind: "rubbish", status: 404 },
    ],
    [
      { status: 409, json: body },
      { kind: "conflict", params: { request_id: "PR-2" } },
    ],
    [
      { status: 429, json: {}, headers: { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" } },
      { kind: "throttled", retryAfterMilliseconds: 3_600_000 },
    ],
    [
      { status: 429, json: {}, headers: { "retry-after": "3" } },
      { kind: "throttled", retryAfterMilliseconds: 3000, mayHaveHappened: false },
    ],
    [
      { status: 503, text: "busy" },
      { kind: "server", status: 503, mayHaveHappened: true },
    ],
    [{ text: "<html>login</html>" }, { kind: "rubbish", mayHaveHappened: true }],
    [{ json: { id: "PR-1" } }, { kind: "rubbish", mayHaveHappened: true }],
    [
      { status: 302, headers: { location: "https://elsewhere.example.com/" } },
      { kind: "rubbish", status: 302 },
    ],
    ["reset", { kind: "unreachable", mayHaveHappened: true }],
    ["truncate", { kind: "unreachable", mayHaveHappened: true }],
  ];

  test.each(table)(
    "tell what an answer of %j to a write means, which is not repeated",
    async (answer, expected) => {
      const server = await loopback(() => answer);
      const error = await failureOf(
        clientOf(server, { retries: 2, clock: impatientClock }).requests.approve("PR-1", {}),
      );
      expect(error).toMatchObject(expected);
      expect(error.retryable).toBe(["unreachable", "throttled", "server"].includes(error.kind));
      expect(server.calls).toHaveLength(1);
    },
  );

  test("are raised by a web page in place of Markdown or of an empty answer", async () => {
    const server = await loopback(() => ({ text: "<html>Please sign in</html>" }));
    const { requests } = clientOf(server);
    expect(await failureOf(requests.render("PR-1"))).toMatchObject({
      kind: "rubbish",
      mayHaveHappened: false,
    });
    expect(await failureOf(requests.unassign("PR-1"))).toMatchObject({
      kind: "rubbish",
      mayHaveHappened: true,
    });
  });

  test("hold what the platform said as it said it, and say it in one line", async () => {
    const server = await loopback(() => ({
      status: 409,
      json: {
        error_code: "REQ_001",
        errors: ["asset.items: One.", "Two."],
        params: { request_status: "pending", tiers: [{ id: 7, open: true, none: null }] },
      },
    }));
    expect(await failureOf(clientOf(server).requests.get("PR-1"))).toMatchObject({
      message: "GET /requests/PR-1: 409 REQ_001 asset.items: One. Two.",
      status: 409,
      errorCode: "REQ_001",
      errors: ["asset.items: One.", "Two."],
      params: { request_status: "pending", tiers: [{ id: 7, open: true, none: null }] },
    });
  });

  test.each([204, 200])("are none when a call that answers nothing answers %i", async (status) => {
    const server = await loopback(() => ({ status }));
    await clientOf(server).tierConfigRequests.inquire("TCR-1");
    await clientOf(server).webhooks.remove("WH-1");
    expect(server.calls.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
  });

  test("say that a write did not happen when there was no connection", async () => {
    const client = clientOf({ ...(await loopback(() => "hang")), url: await deadUrl() });
    expect(await failureOf(client.requests.confirm("PR-1"))).toMatchObject({
      kind: "unreachable",
      mayHaveHappened: false,
    });
  });

  test("end a call that gets no answer in time, or is aborted", async () => {
    const server = await loopback(() => "hang");
    const slow = await failureOf(
      clientOf(server, { timeoutMilliseconds: 30 }).requests.confirm("PR-1"),
    );
    expect(slow).toMatchObject({ kind: "unreachable", mayHaveHappened: true });
    const stop = new AbortController();
    const call = failureOf(clientOf(server).requests.get("PR-1", { signal: stop.signal }));
    stop.abort();
    expect((await call).message).toContain("aborted by the caller");
  });

  test("do not read an answer without end", async () => {
    const server = await loopback(() => ({ text: "x".repeat(5000) }));
    const error = await failureOf(
      clientOf(server, { maxResponseBytes: 1000 }).requests.get("PR-1"),
    );
    expect(error).toMatchObject({ kind: "rubbish" });
  });

  test("are not followed by the key to another place", async () => {
    const other = await loopback(() => ({ json: requestPayload() }));
    const server = await loopback(() => ({ status: 307, headers: { location: `${other.url}/x` } }));
    await failureOf(clientOf(server).requests.get("PR-1"));
    expect(other.calls).toEqual([]);
  });
});

describe("the key", () => {
  const echoes: readonly Answer[] = [
    {
      status: 400,
      json: { error_code: apiKey, errors: [`bad ${apiKey}`], params: { [secret]: apiKey } },
    },
    { status: 500, text: `Authorization: ApiKey ${apiKey}` },
    { text: apiKey },
    "reset",
    "truncate",
  ];

  test.each(echoes)("is in no error and no log line, even when %j echoes it", async (answer) => {
    const logger = recordedLogger();
    const server = await loopback(() => answer);
    const client = clientOf(server, { logger, retries: 1, clock: impatientClock });
    const errors = [
      await failureOf(client.requests.get("PR-1")),
      await failureOf(client.requests.fail("PR-1", "no")),
    ];
    const told = inspect([errors, logger.lines], { depth: 20, showHidden: true });
    expect(told).not.toContain(secret);
  });

  const visible = fc.stringMatching(/^SU-\d{3}-\d{3}-\d{3}:[\x21-\x7e]{12,40}$/u);
  const spelled = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => encodeURIComponent(text),
    (text) => JSON.stringify(text),
    (text) => `Authorization: ApiKey ${text}.`,
    (text) => text.slice(text.indexOf(":") + 1),
    (text) => `${"x".repeat(390)}${text}`,
  );
  const place = fc.constantFrom<(text: string) => unknown>(
    (text) => ({ error_code: text }),
    (text) => ({ errors: [text, { inner: text }] }),
    (text) => ({ detail: text }),
    (text) => ({ params: { [text]: [{ [text]: text }] } }),
    (text) => text,
  );

  test.prop([visible, spelled, place, fc.constantFrom(200, 400, 409, 429, 500)])(
    "is told by no error and no log line, however and wherever an answer spells it",
    async (key, spell, put, status) => {
      const logger = recordedLogger();
      const client = createConnectClient({
        baseUrl: "https://connect.example.com",
        apiKey: key,
        retries: 1,
        logger,
        clock: impatientClock,
        fetch: () => Promise.resolve(Response.json(put(spell(key)), { status })),
      });
      const error = await failureOf(client.requests.get(`PR-${key}`));
      const told = [
        error.message,
        error.stack,
        String(error),
        JSON.stringify(error),
        inspect(error, { depth: 20, showHidden: true }),
        inspect(logger.lines, { depth: 20 }),
        JSON.stringify(logger.lines),
        inspect(client, { depth: 20, showHidden: true }),
      ].join("\n");
      const hidden = key.slice(key.indexOf(":") + 1);
      for (const form of [
        hidden,
        encodeURIComponent(hidden),
        JSON.stringify(hidden).slice(1, -1),
      ]) {
        expect(told).not.toContain(form);
      }
    },
  );

  test("is in no error when the network library itself quotes it", async () => {
    const client = createConnectClient({
      baseUrl: "https://connect.example.com",
      apiKey,
      retries: 0,
      fetch: () => {
        const inner = Object.assign(new Error(`header ${apiKey} is not valid`), {
          code: "EXAMPLE",
        });
        return Promise.reject(new TypeError("fetch failed", { cause: inner }));
      },
    });
    const error = await failureOf(client.requests.get("PR-1"));
    expect(inspect(error, { depth: 20 })).not.toContain(secret);
    expect(error.cause).toMatchObject({ message: "fetch failed", cause: { code: "EXAMPLE" } });
  });

  test.each(["", "ApiKey ", "a\nb", "a b c", "ключ"])("is checked before it is used: %j", (key) => {
    const make = () => createConnectClient({ baseUrl: "https://connect.example.com", apiKey: key });
    expect(make).toThrow(expect.objectContaining({ code: "options_invalid" }));
  });

  test.each(["", "connect.example.com", "ftp://x", "https://user:pass@x/", "https://x/?a=b"])(
    "is not sent to the address %j",
    (baseUrl) => {
      expect(() => createConnectClient({ baseUrl, apiKey })).toThrow(
        expect.objectContaining({ code: "options_invalid" }),
      );
    },
  );
});
