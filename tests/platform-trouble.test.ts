import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { approve, connect, hold } from "@tenure/connect";
import {
  createEngine,
  systemClock,
  type Engine,
  type LogFields,
  type Logger,
} from "@tenure/engine";
import { lifecycleOf } from "@tenure/machine";
import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
  type ConnectSimulator,
  type Fault,
} from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";
import { afterEach, describe, expect, test } from "vitest";

import { purchaseBody } from "./purchase-body.ts";

interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function keptLog(): { readonly logger: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: LogFields, message: string) => {
    lines.push({ level, message, fields });
  };
  const logger = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return { logger, lines };
}

async function startEngine(
  baseUrl: string,
): Promise<{ engine: Engine; lines: readonly LogLine[] }> {
  const { logger, lines } = keptLog();
  const engine = createEngine({
    store: sqliteStore({ file: ":memory:" }),
    clock: systemClock(),
    logger,
    retry: { base: 10, cap: 100, attempts: 3 },
    adapters: [
      connect({
        baseUrl,
        apiKey: VENDOR_KEY,
        products: [DEFAULT_PRODUCT_ID],
        handlers: {
          purchase: () => approve({ parameters: { subscription_id: "V-1" } }),
          otherwise: hold,
        },
        pollEvery: 20,
        pollEveryIdle: 40,
        sweepEvery: 50,
        retries: 0,
      }),
    ],
  });
  await engine.start();
  ends.push(async () => engine.stop());
  return { engine, lines };
}

async function purchase(simulator: ConnectSimulator): Promise<string> {
  const answer = await simulator.fetch(
    new Request("http://platform.invalid/public/v1/requests", {
      method: "POST",
      headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(purchaseBody()),
    }),
  );
  expect(answer.status, await answer.clone().text()).toBe(201);
  const request = (await answer.json()) as { asset: { id: string } };
  return request.asset.id;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const statusOf = async (engine: Engine, key: string): Promise<string> => {
  const record = await engine.get(key);
  return record === undefined ? "not seen" : lifecycleOf(record.snapshot);
};

async function serve(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

const troubles: Record<string, RequestListener> = {
  "answers HTML": (_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
  "answers truncated JSON": (_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end('[{"id": "PR-'),
  "answers JSON of another shape": (_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end('{"hello": "world"}'),
  "refuses the key": (_, response) =>
    response
      .writeHead(401, { "content-type": "application/json" })
      .end('{"error_code": "AUTH_001", "errors": ["API request is unauthorized."]}'),
  fails: (_, response) => response.writeHead(500).end("oops"),
  "hangs up": (request) => request.socket.destroy(),
  "redirects elsewhere": (_, response) =>
    response.writeHead(302, { location: "http://elsewhere.invalid/" }).end(),
};

describe("a platform that", () => {
  test.for(Object.keys(troubles))(
    "%s gets a clear log line, stops nothing, and is taken up again when it recovers",
    async (name) => {
      const trouble = troubles[name];
      const simulator = createConnectSimulator();
      const key = await purchase(simulator);
      let isTroubled = true;
      let troubledCalls = 0;
      const listening = await simulator.listen();
      ends.push(async () => listening.close());
      const { server, port } = await serve((request, response) => {
        if (isTroubled) {
          troubledCalls += 1;
          trouble?.(request, response);
          return;
        }
        void forward(listening.url.replace("/public/v1", ""), request, response);
      });
      ends.push(async () => close(server));

      const { engine, lines } = await startEngine(`http://127.0.0.1:${port}/public/v1`);
      await until(() => troubledCalls >= 2);
      const complaints = lines.filter(({ level }) => level === "warn" || level === "error");
      expect(complaints.length).toBeGreaterThan(0);
      expect(
        complaints.every(({ message }) => message.length > 10 && !message.includes("\n")),
      ).toBe(true);
      expect(JSON.stringify(lines)).not.toContain(VENDOR_KEY.slice(3));

      isTroubled = false;
      await until(async () => (await statusOf(engine, key)) === "active");
    },
  );

  test("cannot be reached at first is taken up when it can be", async () => {
    const simulator = createConnectSimulator();
    const key = await purchase(simulator);
    const reserved = await serve(() => {});
    await close(reserved.server);

    const { engine, lines } = await startEngine(`http://127.0.0.1:${reserved.port}/public/v1`);
    await until(() => lines.some(({ level }) => level === "warn" || level === "error"));
    const listening = await simulator.listen({ port: reserved.port });
    ends.push(async () => listening.close());
    await until(async () => (await statusOf(engine, key)) === "active");
  });
});

const mishaps: Record<string, Fault> = {
  "the connection dropped before it was done": { kind: "drop-before" },
  "the connection dropped after it was done": { kind: "drop-after" },
  "an HTML page": { kind: "html" },
  "a truncated answer": { kind: "truncated" },
  "500": { kind: "status", status: 500 },
  "401": { kind: "status", status: 401 },
  "429 with Retry-After": { kind: "status", status: 429, retryAfterSeconds: 1 },
};

describe("an approval that meets", () => {
  test.for(Object.keys(mishaps))("%s is repeated only when it did not happen", async (name) => {
    const simulator = createConnectSimulator();
    const key = await purchase(simulator);
    const mishap = mishaps[name];
    if (mishap !== undefined) {
      simulator.faults.add({ ...mishap, method: "POST", path: /\/approve$/u, times: 2 });
    }
    const listening = await simulator.listen();
    ends.push(async () => listening.close());
    const { engine } = await startEngine(listening.url);
    await until(async () => (await statusOf(engine, key)) === "active");
    const approvals = simulator.calls.filter(
      ({ path, status }) => path.endsWith("/approve") && status === 200,
    );
    expect(approvals).toHaveLength(1);
    const record = await engine.get(key);
    expect(record?.requestState).toBe("none");
  });
});

/** Hands a call on to the platform, once the trouble is over. */
async function forward(
  origin: string,
  ...[request, response]: Parameters<RequestListener>
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const method = request.method ?? "GET";
  const answer = await fetch(`${origin}${request.url ?? ""}`, {
    method,
    headers: {
      authorization: request.headers.authorization ?? "",
      "content-type": "application/json",
    },
    ...(method === "GET" ? {} : { body: Buffer.concat(chunks) }),
  });
  const range = answer.headers.get("content-range");
  response.writeHead(answer.status, {
    "content-type": answer.headers.get("content-type") ?? "application/json",
    ...(range === null ? {} : { "content-range": range }),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
