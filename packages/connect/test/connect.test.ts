import { describe, expect, test } from "vitest";

import { approve, connect, type ConnectOptions, createConnectClient, hold } from "../src/index.ts";
import { requestId, snapshotAfter } from "./support/effect-call.ts";
import { runIntakeOf, until } from "./support/intake-run.ts";
import { loopback } from "./support/loopback.ts";
import { memoryIntake } from "./support/memory-intake.ts";
import { movingRequest } from "./support/platform-stub.ts";
import { recordedLogger } from "./support/recorded-logger.ts";
import { requestList } from "./support/request-list.ts";

const options: ConnectOptions = {
  baseUrl: "https://connect.example.com/public/v1",
  apiKey: "SU-123-456-789:0123456789abcdef",
  products: ["PRD-100-200-300"],
  handlers: { otherwise: hold },
};

describe("the adapter", () => {
  test.each([
    { products: [] },
    { products: [""] },
    { apiKey: "" },
    { baseUrl: "x" },
    { concurrency: 0 },
  ])("is not made of %j", (change) => {
    expect(() => connect({ ...options, ...change })).toThrow(
      expect.objectContaining({ code: "options_invalid" }),
    );
  });

  test("shows nothing of its key", () => {
    expect(JSON.stringify(connect(options))).not.toContain("0123456789abcdef");
  });

  test("works with a client of its maker's", async () => {
    const server = await loopback(movingRequest({ from: "pending" }));
    const client = createConnectClient({ ...options, baseUrl: server.url });
    const adapter = connect({
      ...options,
      client,
      handlers: { purchase: () => approve(), otherwise: hold },
    });
    expect(adapter.client).toBe(client);
    const outcome = await adapter.perform({
      key: "AS-1",
      tenant: "default",
      effectId: "AS-1/1/1",
      idempotencyKey: "AS-1/1/1",
      effect: { type: "fulfillRequest", requestId, requestType: "purchase", occasion: "opened" },
      attempt: 1,
      uncertain: false,
      snapshot: snapshotAfter(),
      signal: new AbortController().signal,
    });
    expect(outcome).toMatchObject({ type: "done" });
  });

  test("writes to the engine's log once it runs, when it was given none", async () => {
    const logger = recordedLogger();
    const server = await loopback(() => ({ status: 401, json: {} }));
    const adapter = connect({ ...options, baseUrl: server.url, retries: 1 });
    const intake = memoryIntake({ logger });
    const ended = adapter.run?.(intake);
    await until(() => logger.lines.length > 0, "a line");
    intake.stop();
    await ended;
    expect(logger.lines[0]?.fields).toMatchObject({ status: 401 });
  });

  test("slows down while nothing changes, and not below its pace", async () => {
    const server = await requestList();
    const run = runIntakeOf(server, { pollEvery: 5, pollEveryIdle: 80 });
    await until(() => server.count("GET /requests") === 4, "polls");
    const before = server.count("GET /requests");
    await new Promise((resolve) => setTimeout(resolve, 160));
    expect(server.count("GET /requests") - before).toBeLessThanOrEqual(4);
    expect(run.logger.lines).toEqual([]);
  });
});
