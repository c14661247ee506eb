import type { PlatformTruth } from "@tenure/engine";
import type { Snapshot } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { connect, hold } from "../src/index.ts";
import { failureOf } from "./support/client.ts";
import { snapshotAfter, subscriptionKey } from "./support/effect-call.ts";
import { type Answer, loopback, type Loopback, type SeenCall } from "./support/loopback.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";

type Row = Record<string, unknown>;

interface Shown {
  status: string;
  /** When it was last written. */
  at: string;
  rows: Row[];
  /** Rows that lists leave out. */
  unlisted: Row[];
  product: Answer;
  isThere: boolean;
  /** Answers in place of the platform. */
  trouble: ((call: SeenCall) => Answer | undefined) | undefined;
}

const requestRow = (number: number, status: string, change: Row = {}): Row =>
  requestPayload({
    id: `PR-1000-2000-3000-00${number}`,
    status,
    updated: `2026-02-03T04:0${number}:00+00:00`,
    ...change,
  });

async function platform(start: Partial<Shown> = {}): Promise<{ shown: Shown; server: Loopback }> {
  const shown: Shown = {
    status: "active",
    at: "2026-02-03T04:05:06+00:00",
    rows: [],
    unlisted: [],
    product: { json: productPayload() },
    isThere: true,
    trouble: undefined,
    ...start,
  };
  const answer = ({ path, query }: SeenCall): Answer => {
    if (path.startsWith("/products/")) return shown.product;
    if (path.startsWith("/assets/")) {
      if (!shown.isThere) return { status: 404, json: { errors: ["Not found."] } };
      const { asset } = requestPayload({}, { status: shown.status });
      return { json: { ...(asset as Row), events: { updated: { at: shown.at } } } };
    }
    if (path === "/requests") {
      const [, limit = "", offset = ""] = /limit=(\d+)&offset=(\d+)/u.exec(query) ?? [];
      const found = shown.rows.toReversed();
      const part = found.slice(Number(offset), Number(offset) + Number(limit));
      const range = `items ${offset}-${Number(offset) + part.length - 1}/${found.length}`;
      return { json: part, headers: { "content-range": range } };
    }
    const row = [...shown.rows, ...shown.unlisted].find(({ id }) => id === path.split("/")[2]);
    return row === undefined ? { status: 404, json: { errors: ["Not found."] } } : { json: row };
  };
  const server = await loopback((call) => shown.trouble?.(call) ?? answer(call));
  return { shown, server };
}

function ask(server: Loopback, snapshot: Snapshot = snapshotAfter()): Promise<PlatformTruth> {
  const adapter = connect({
    baseUrl: server.url,
    apiKey: "SU-123-456-789:0123456789abcdef",
    products: ["PRD-100-200-300"],
    handlers: { otherwise: hold },
    retries: 0,
    timeoutMilliseconds: 2000,
  });
  if (adapter.truth === undefined) throw new Error("the adapter tells no truth");
  const { signal } = new AbortController();
  return adapter.truth({ key: subscriptionKey, tenant: "default", snapshot, signal });
}

const idsOf = ({ facts }: PlatformTruth) =>
  facts.flatMap((fact) =>
    "request" in fact ? [`${fact.request.id.slice(-1)} ${fact.type.slice(8)}`] : [],
  );

const request = (number: number, type = "purchase") => ({
  id: `PR-1000-2000-3000-00${number}`,
  type,
});

describe("the truth about a subscription", () => {
  test("is its status and contents, the product's capabilities and its requests, oldest first", async () => {
    const { server } = await platform({
      rows: [requestRow(1, "approved"), requestRow(3, "pending"), requestRow(2, "failed")],
    });
    const truth = await ask(server);
    expect(truth.adopted).toMatchObject({
      type: "subscription.adopted",
      status: "active",
      items: [{ id: "PRD_100_200_300_0001", quantity: "5", status: "active" }],
      parameters: { admin_email: "admin@example.com" },
    });
    expect(truth.facts[0]).toMatchObject({
      type: "capabilities.changed",
      capabilities: { administrativeHold: true },
    });
    expect(idsOf(truth)).toEqual(["1 approved", "2 failed", "3 pending"]);
    const list = server.calls.find(({ path }) => path === "/requests");
    expect(list?.query).toContain(`eq(asset.id,${subscriptionKey})`);
    expect(list?.query).toContain("ordering(-updated)");
  });

  test("goes without the capabilities of a product that the key may not see", async () => {
    const { server } = await platform({ product: { status: 403, json: {} } });
    expect(await ask(server)).toMatchObject({ adopted: { status: "active" }, facts: [] });
  });

  test("holds the newest requests of many, and every one that the record holds open", async () => {
    const rows = Array.from({ length: 350 }, (_, index) =>
      requestRow(1, "approved", {
        id: `PR-${1000 + index}`,
        updated: `2026-02-03T0${Math.floor(index / 60)}:${String(index % 60).padStart(2, "0")}:00+00:00`,
      }),
    );
    const { server } = await platform({ rows, unlisted: [requestRow(7, "inquiring")] });
    const held = { type: "request.pending", request: request(7, "change") } as const;
    const truth = await ask(server, snapshotAfter(held));
    expect(idsOf(truth)).toHaveLength(201);
    expect(server.count("GET /requests")).toBe(2);
    expect(truth.facts.at(-1)).toMatchObject({ request: { id: "PR-1349" } });
    expect(idsOf(truth)).toContain("7 inquiring");
  });

  test("leaves out a request that is gone, and says of a draft that it was discarded", async () => {
    const { server } = await platform();
    const purchased = { type: "request.approved", request: request(1) } as const;
    const allowed = {
      type: "capabilities.changed",
      capabilities: { dynamicValidation: { change: true } },
    } as const;
    const pending = { type: "request.pending", request: request(2, "change") } as const;
    const draft = { type: "request.draft", request: request(3, "change") } as const;
    expect(idsOf(await ask(server, snapshotAfter(purchased, pending)))).toEqual([]);
    expect(idsOf(await ask(server, snapshotAfter(purchased, allowed, draft)))).toEqual([
      "3 discarded",
    ]);
  });

  test("is that there is none, which of a draft means that it was discarded", async () => {
    const { server, shown } = await platform({ isThere: false });
    const approved = { type: "request.approved", request: request(1) } as const;
    expect(await ask(server, snapshotAfter(approved))).toEqual({ facts: [] });
    const draft = snapshotAfter(
      { type: "capabilities.changed", capabilities: { dynamicValidation: { purchase: true } } },
      { type: "request.draft", request: request(1) },
    );
    expect(await ask(server, draft)).toEqual({
      adopted: { type: "subscription.adopted", status: "discarded" },
      facts: [{ type: "request.discarded", request: request(1) }],
    });
    shown.unlisted.push(requestRow(1, "draft"));
    expect(await ask(server, draft)).toEqual({ facts: [] });
  });
});

describe("a subscription that changes while it is read", () => {
  test("is read again, so that status and requests belong together", async () => {
    const { server, shown } = await platform({
      status: "processing",
      rows: [requestRow(1, "pending")],
    });
    let isApproved = false;
    shown.trouble = ({ path }) => {
      if (path !== "/requests" || isApproved) return undefined;
      // Approved between the look at the subscription and the look at its requests.
      isApproved = true;
      Object.assign(shown, { status: "active", at: "later", rows: [requestRow(1, "approved")] });
      return undefined;
    };
    const truth = await ask(server);
    expect(truth.adopted?.status).toBe("active");
    expect(idsOf(truth)).toEqual(["1 approved"]);
    expect(server.count("GET /requests")).toBe(2);
  });

  test("all the time cannot be told", async () => {
    const { server, shown } = await platform();
    let writes = 0;
    shown.trouble = () => {
      writes += 1;
      shown.at = `write ${writes}`;
      return undefined;
    };
    expect((await failureOf(ask(server))).kind).toBe("conflict");
  });
});

describe("a truth that cannot be told", () => {
  test.each([
    ["a status of tomorrow", { status: "hibernating" }],
    ["no status", { status: "" }],
    ["a request in a status of tomorrow", { rows: [requestRow(1, "thinking")] }],
    ["a request that cannot be read", { rows: [{ id: "PR-1", status: 7 }] }],
  ])("rejects: %s", async (_, start) => {
    const { server } = await platform(start);
    expect(await failureOf(ask(server))).toMatchObject({
      kind: "rubbish",
      message: expect.stringContaining(subscriptionKey),
    });
  });

  test.each([
    [500, "server"],
    [401, "unauthorized"],
    [429, "throttled"],
  ] as const)("rejects: %d is never taken for absence", async (status, kind) => {
    for (const part of ["/assets/", "/requests", "/products/"]) {
      const { server, shown } = await platform();
      shown.trouble = ({ path }) => (path.startsWith(part) ? { status, json: {} } : undefined);
      expect((await failureOf(ask(server))).kind).toBe(kind);
    }
  });
});
