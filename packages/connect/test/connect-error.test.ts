import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

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
      expect(server.calls).toHaveLength(1);
    },
  );

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
