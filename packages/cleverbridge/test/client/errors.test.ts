import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";

import type { CleverbridgeClient, CleverbridgeError } from "../../src/index.ts";
import { subscriptionPayload } from "../wire/payloads.ts";
import { clientOf, detachedClient, failureOf, impatientClock, ok } from "./support/client.ts";
import { type Answer, deadUrl, loopback } from "./support/loopback.ts";

vi.setConfig({ testTimeout: 30_000 });

const turnOff = (client: CleverbridgeClient, signal?: AbortSignal) =>
  client.setRenewalType({ subscriptionId: "S7", renewalType: "manual" }, { signal });

const html = "<html>Something</html>";
const said = (status: number, resultMessage: string): Answer => ({
  status,
  json: { ResultMessage: resultMessage },
});

/** An answer, what it means, and whether a change it answers may have happened. */
type Meaning = readonly [answer: Answer, meaning: Partial<CleverbridgeError>, happened: boolean];

const table: readonly Meaning[] = [
  [
    said(400, "Missing required field."),
    { kind: "invalid", resultMessage: "Missing required field." },
    false,
  ],
  [
    said(402, "No such date."),
    { kind: "invalid", status: 402, resultMessage: "No such date." },
    false,
  ],
  [{ status: 400, text: html }, { kind: "invalid", resultMessage: undefined }, false],
  [said(401, "Login failed."), { kind: "unauthorized", status: 401 }, false],
  [{ status: 401, text: html }, { kind: "unauthorized", status: 401 }, false],
  [said(403, "No privilege."), { kind: "unauthorized", status: 403 }, false],
  [said(404, "Item not found."), { kind: "not_found", resultMessage: "Item not found." }, false],
  [{ status: 404, text: html }, { kind: "rubbish", status: 404 }, true],
  [{ status: 404, json: { message: "no route" } }, { kind: "rubbish", status: 404 }, true],
  [{ status: 404 }, { kind: "rubbish", status: 404 }, true],
  [said(409, "Busy."), { kind: "refused", status: 409, resultMessage: "Busy." }, false],
  [{ status: 408 }, { kind: "server", status: 408 }, true],
  [said(500, "Failed."), { kind: "server", status: 500, resultMessage: "Failed." }, true],
  [
    { status: 503, text: html, headers: { "retry-after": "7" } },
    { kind: "server", retryAfterMilliseconds: 7000 },
    true,
  ],
  [
    { status: 429, text: html, headers: { "retry-after": "60" } },
    { kind: "throttled", retryAfterMilliseconds: 60_000 },
    false,
  ],
  [{ status: 429, text: html }, { kind: "throttled", retryAfterMilliseconds: 60_000 }, false],
  [
    { status: 429, json: { ResultMessage: "OK" } },
    { kind: "throttled", resultMessage: undefined },
    false,
  ],
  [
    said(200, "Not possible."),
    { kind: "refused", status: 200, resultMessage: "Not possible." },
    true,
  ],
  [said(200, "ok"), { kind: "refused", status: 200, resultMessage: "ok" }, true],
  [said(200, " OK"), { kind: "refused", status: 200 }, true],
  [{ json: { ResultMessage: true } }, { kind: "rubbish", status: 200 }, true],
  [{ json: {} }, { kind: "rubbish", status: 200 }, true],
  [{ json: ["OK"] }, { kind: "rubbish", status: 200 }, true],
  [{ json: "OK" }, { kind: "rubbish", status: 200 }, true],
  [{ json: null }, { kind: "rubbish", status: 200 }, true],
  [{ status: 204 }, { kind: "rubbish", status: 204 }, true],
  [{}, { kind: "rubbish", status: 200 }, true],
  [{ text: html }, { kind: "rubbish", status: 200 }, true],
  [{ text: JSON.stringify(ok) }, { kind: "rubbish", status: 200 }, true],
  [
    {
      text: "<R><ResultMessage>OK</ResultMessage></R>",
      headers: { "content-type": "application/xml" },
    },
    { kind: "rubbish", status: 200 },
    true,
  ],
  [
    { text: '{"ResultMessage":"OK"', headers: { "content-type": "application/json" } },
    { kind: "rubbish" },
    true,
  ],
  [
    { status: 302, headers: { location: "https://elsewhere.example.com/" } },
    { kind: "rubbish", status: 302 },
    true,
  ],
  [
    { status: 307, json: ok, headers: { location: "/subscription/x" } },
    { kind: "rubbish", status: 307 },
    true,
  ],
  ["reset", { kind: "unreachable", status: undefined }, true],
  [{ fault: "truncate" }, { kind: "unreachable", status: undefined }, true],
];

const passing = new Set(["unreachable", "throttled", "server"]);

describe("an error", () => {
  test.each(table)(
    "tells what an answer of %j to a change means, which is not repeated",
    async (answer, meaning, happened) => {
      const server = await loopback(() => answer);
      const client = clientOf(server, { retries: 2, clock: impatientClock });
      const error = await failureOf(turnOff(client));
      expect(error).toMatchObject({ ...meaning, mayHaveHappened: happened });
      expect(error.retryable).toBe(passing.has(error.kind));
      expect(server.calls).toHaveLength(1);
    },
  );

  test.each(table)(
    "of an answer of %j to a read or a preview says that nothing can have happened",
    async (answer, meaning) => {
      const server = await loopback(() => answer);
      expect(await failureOf(clientOf(server).getSubscription("7"))).toMatchObject({
        ...meaning,
        mayHaveHappened: false,
      });
      const preview = clientOf(server, { retries: 2, clock: impatientClock }).preview.addItem({
        subscriptionId: "7",
        productId: 1,
        quantity: 1,
      });
      expect(await failureOf(preview)).toMatchObject({ ...meaning, mayHaveHappened: false });
      expect(server.calls).toHaveLength(2);
    },
  );

  test("names the call, the subscription and the platform's words", async () => {
    const server = await loopback(() => said(402, "No such date."));
    const client = clientOf(server);
    expect((await failureOf(turnOff(client))).message).toBe(
      "POST /subscription/updatesubscriptionrenewaltype (S7): 402 No such date.",
    );
    expect((await failureOf(client.getSubscription("7"))).message).toBe(
      "GET /subscription/getsubscription (S7): 402 No such date.",
    );
  });

  test("does not name the customer whose subscriptions were asked for", async () => {
    const server = await loopback(() => said(402, "Customer not unique."));
    const error = await failureOf(
      clientOf(server).listForCustomer({ customerEmail: "somebody@example.com" }),
    );
    expect(error.message).toBe(
      "GET /subscription/getsubscriptionsforcustomer: 402 Customer not unique.",
    );
  });

  test.prop([
    fc.integer({ min: 200, max: 599 }),
    fc.oneof(fc.jsonValue(), fc.record({ ResultMessage: fc.string() })),
  ])("is what every answer is but a 2xx with exactly OK", async (status, json) => {
    const bodiless = [204, 205, 304].includes(status);
    const client = detachedClient(() =>
      Promise.resolve(bodiless ? new Response(null, { status }) : Response.json(json, { status })),
    );
    const error = await failureOf(turnOff(client));
    if (status >= 500) expect(error).toMatchObject({ kind: "server", mayHaveHappened: true });
    if (status < 400) expect(["refused", "rubbish"]).toContain(error.kind);
  });

  test.prop([
    fc.constantFrom(200, 201, 202, 299),
    fc.constantFrom("ResultMessage", "resultMessage", "RESULTMESSAGE"),
  ])(
    "is not what a 2xx with exactly OK is, however the member is spelled",
    async (status, member) => {
      const client = detachedClient(() =>
        Promise.resolve(Response.json({ [member]: "OK" }, { status })),
      );
      await expect(turnOff(client)).resolves.toBeUndefined();
    },
  );
});

describe("a call", () => {
  test("did not happen when there was no connection", async () => {
    const error = await failureOf(turnOff(clientOf({ url: await deadUrl() })));
    expect(error).toMatchObject({ kind: "unreachable", mayHaveHappened: false });
  });

  test.each<Answer>(["hang", { fault: "stall" }])(
    "ends when there is no whole answer in time (%j)",
    async (answer) => {
      const server = await loopback(() => answer);
      const error = await failureOf(turnOff(clientOf(server, { timeoutMilliseconds: 300 })));
      expect(error).toMatchObject({ kind: "unreachable", mayHaveHappened: true });
      expect(error.message).toContain("no answer within 300 ms");
    },
  );

  test.each<Answer>(["hang", { fault: "stall" }])(
    "ends when it is aborted (%j)",
    async (answer) => {
      const stop = new AbortController();
      const server = await loopback(() => {
        setImmediate(() => stop.abort());
        return answer;
      });
      const error = await failureOf(turnOff(clientOf(server), stop.signal));
      expect(error).toMatchObject({ kind: "unreachable", mayHaveHappened: true });
      expect(error.message).toContain("aborted by the caller");
    },
  );

  test("that is aborted before its turn is not sent", async () => {
    const server = await loopback(() => ({ json: ok }));
    const error = await failureOf(turnOff(clientOf(server), AbortSignal.abort()));
    expect(error).toMatchObject({ kind: "unreachable", mayHaveHappened: false });
    expect(server.calls).toEqual([]);
  });

  test("does not read an answer without end", async () => {
    const server = await loopback(() => ({ fault: "endless" }));
    const error = await failureOf(turnOff(clientOf(server, { maxResponseBytes: 100_000 })));
    expect(error).toMatchObject({ kind: "rubbish", mayHaveHappened: true });
    expect(error.message).toContain("larger than 100000 bytes");
  });

  test("reads an answer of just the size that is accepted", async () => {
    const text = JSON.stringify({ ...ok, Subscription: subscriptionPayload({ Id: 7 }) });
    const headers = { "content-type": "application/json" };
    const server = await loopback(() => ({ text, headers }));
    const size = Buffer.byteLength(text);
    const fits = clientOf(server, { maxResponseBytes: size });
    expect((await fits.getSubscription("7")).id).toBe("7");
    const small = clientOf(server, { maxResponseBytes: size - 1 });
    expect(await failureOf(small.getSubscription("7"))).toMatchObject({ kind: "rubbish" });
  });

  test.each([301, 302, 303, 307, 308])(
    "is not followed by the credentials to another place (%i)",
    async (status) => {
      const other = await loopback(() => ({ json: ok }));
      const server = await loopback(() => ({ status, headers: { location: `${other.url}/x` } }));
      await failureOf(clientOf(server).getSubscription("7"));
      await failureOf(turnOff(clientOf(server)));
      expect(other.calls).toEqual([]);
    },
  );
});
