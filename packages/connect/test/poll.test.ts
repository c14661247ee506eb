import { describe, expect, test } from "vitest";

import { runIntakeOf, someMorePolls, until } from "./support/intake-run.ts";
import type { Answer } from "./support/loopback.ts";
import { deadUrl } from "./support/loopback.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";
import { requestList } from "./support/request-list.ts";

const at = (second: number) => new Date(Date.UTC(2026, 1, 3) + second * 1000).toISOString();

/** One request of a subscription of its own. */
const row = (number: number, status: string, second: number, change = {}) =>
  requestPayload(
    { id: `PR-${number}-001`, status, updated: at(second), ...change },
    { id: `AS-${number}` },
  );

describe("polling", () => {
  test("takes in every request, whatever its status, and then what changes", async () => {
    const server = await requestList([row(1, "approved", 1), row(2, "pending", 2)]);
    const run = runIntakeOf(server);
    await until(() => run.facts().length === 2, "two facts");
    server.rows[1] = row(2, "inquiring", 5);
    await until(() => run.facts().length === 3, "a third fact");
    await someMorePolls(server);
    expect(run.facts()).toEqual(["PR-1-001 approved", "PR-2-001 pending", "PR-2-001 inquiring"]);
  });

  test("takes in two changes within one second", async () => {
    const server = await requestList([row(1, "pending", 1)]);
    const run = runIntakeOf(server);
    await until(() => run.facts().length === 1, "the first");
    server.rows[0] = row(1, "inquiring", 1);
    await until(() => run.facts().length === 2, "the second");
    server.rows[0] = row(1, "pending", 1, {
      asset: { ...(row(1, "pending", 1)["asset"] as object), params: [{ id: "a", value: "b" }] },
    });
    await until(() => run.facts().length === 3, "the third");
    expect(run.facts()).toEqual(["PR-1-001 pending", "PR-1-001 inquiring", "PR-1-001 pending"]);
  });

  test("asks for the products' requests in the order of their change, from a little before", async () => {
    const server = await requestList([row(1, "pending", 100)]);
    const run = runIntakeOf(server, { products: ["PRD-1", "PRD-2"], overlap: 30_000 });
    await someMorePolls(server);
    await until(() => run.facts().length === 1, "the fact");
    const queries = server.calls
      .filter((call) => call.path === "/requests")
      .map((call) => call.query);
    expect(queries[0]).toBe(
      "in(asset.product.id,(PRD-1,PRD-2))&ordering(updated)&select(-activation_key,-template)&limit=100&offset=0",
    );
    expect(queries.at(-1)).toContain(`&ge(updated,${at(70).slice(0, 19)}Z)&`);
  });

  test("keeps a subscription's requests in their order when one second holds several", async () => {
    const asset = { id: "AS-1" };
    const server = await requestList([
      requestPayload({ id: "PR-1-002", type: "change", status: "pending", updated: at(1) }, asset),
      requestPayload({ id: "PR-1-001", status: "approved", updated: at(1) }, asset),
    ]);
    const run = runIntakeOf(server);
    await until(() => run.facts().length === 2, "both");
    expect(run.facts()).toEqual(["PR-1-001 approved", "PR-1-002 pending"]);
  });

  test("goes on where it stopped, and repeats what it may have missed", async () => {
    const server = await requestList([row(1, "pending", 1), row(2, "pending", 900)]);
    const first = runIntakeOf(server);
    await until(() => first.intake.cursors.has("requests"), "a cursor");
    first.intake.stop();
    await first.ended;
    server.rows.push(row(3, "pending", 880), row(4, "pending", 950));
    const second = runIntakeOf(server, { memory: { cursors: first.intake.cursors } });
    await until(() => second.facts().length === 3, "the rest");
    expect(second.facts().toSorted()).toEqual([
      "PR-2-001 pending",
      "PR-3-001 pending",
      "PR-4-001 pending",
    ]);
  });

  test("begins again for a product that was added", async () => {
    const server = await requestList([row(1, "pending", 1), row(2, "pending", 900)]);
    const cursors = new Map([
      ["requests", JSON.stringify({ products: ["PRD-1"], updated: at(900), reread: [] })],
    ]);
    const run = runIntakeOf(server, { products: ["PRD-1", "PRD-2"], memory: { cursors } });
    await until(() => run.facts().length === 2, "both");
  });

  test("waits while the engine is congested", async () => {
    let congested = true;
    const server = await requestList([row(1, "pending", 1)]);
    const run = runIntakeOf(server, { memory: { congested: () => congested } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.calls).toEqual([]);
    congested = false;
    await until(() => run.facts().length === 1, "the fact");
  });

  test("stops with its signal, in the middle of a call too", async () => {
    const server = await requestList();
    server.trouble = () => "hang";
    const run = runIntakeOf(server, { timeoutMilliseconds: 60_000 });
    await until(() => server.calls.length === 1, "the call");
    run.intake.stop();
    await run.ended;
    expect(run.logger.lines).toEqual([]);
  });
});

describe("trouble with the platform", () => {
  const troubles: readonly (readonly [Answer, string])[] = [
    [
      { status: 401, json: { error_code: "AUTH_001", errors: ["Unauthorized."] } },
      "check the API key",
    ],
    [{ status: 500, json: {} }, "wait"],
    [{ status: 429, json: {} }, "pace"],
    [{ text: "<html>maintenance</html>" }, "check baseUrl"],
    [{ json: { not: "a list" } }, "check baseUrl"],
    ["truncate", "check the network"],
    ["reset", "check the network"],
  ];

  test.each(troubles)(
    "%j is told in one clear line each time, and survived",
    async (trouble, advice) => {
      const server = await requestList([row(1, "pending", 1)]);
      server.trouble = () => trouble;
      const run = runIntakeOf(server);
      await until(() => server.calls.length >= 3, "three tries");
      server.trouble = undefined;
      await until(() => run.facts().length === 1, "the fact");
      const told = run.logger.lines.filter((line) => line.level === "error");
      expect(told.length).toBeGreaterThanOrEqual(2);
      for (const line of told) expect(line.message).toContain(advice);
      expect(JSON.stringify(run.logger.lines)).not.toContain("0123456789abcdef");
    },
  );

  test("a refused connection is told and survived", async () => {
    const run = runIntakeOf({ url: await deadUrl() });
    await until(() => run.logger.lines.length >= 2, "two lines");
    expect(run.logger.lines[0]?.fields).toMatchObject({ kind: "unreachable" });
  });

  test("is given the time the platform asks for", async () => {
    const server = await requestList();
    server.trouble = () => ({ status: 503, headers: { "retry-after": "600" } });
    const run = runIntakeOf(server);
    await until(() => run.logger.lines.length === 1, "the line");
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.calls).toHaveLength(1);
  });

  test("in the middle of a pass leaves the cursor where it was", async () => {
    const server = await requestList(
      [row(1, "pending", 1), row(2, "pending", 2), row(3, "pending", 3)],
      { most: 1 },
    );
    server.trouble = ({ query }) => (query.includes(at(2).slice(0, 19)) ? "reset" : undefined);
    const run = runIntakeOf(server);
    await until(() => run.logger.lines.length >= 2, "the trouble");
    expect(run.intake.cursors.has("requests")).toBe(false);
    server.trouble = undefined;
    await until(() => run.facts().length === 3, "all of them");
  });
});

describe("what cannot be taken in", () => {
  const rubbish = (second: number) => ({ id: "PR-8-001", updated: at(second), type: 7 });

  test("is told once, does not stop the others, and is tried again when the cursor is far ahead", async () => {
    const server = await requestList([row(1, "pending", 1), rubbish(2), row(3, "pending", 3)]);
    const run = runIntakeOf(server, { overlap: 0 });
    await until(() => run.facts().length === 2, "the others");
    server.rows.push(row(4, "pending", 5000));
    await until(() => run.facts().length === 3, "a later one");
    await someMorePolls(server);
    expect(run.logger.lines.filter((line) => line.fields["requestId"] === "PR-8-001")).toHaveLength(
      1,
    );
    server.rows[1] = row(8, "pending", 2);
    await until(() => run.facts().includes("PR-8-001 pending"), "the mended one");
    await until(
      () => !(run.intake.cursors.get("requests") ?? "").includes("PR-8"),
      "it to be forgotten",
    );
  });

  test("for want of a store is tried again, and holds up nobody else", async () => {
    let broken = true;
    const server = await requestList([row(1, "pending", 1), row(2, "pending", 2)]);
    const beforeSend = (key: string) => {
      if (broken && key === "AS-1") throw new Error("disk full");
    };
    const run = runIntakeOf(server, { overlap: 0, memory: { beforeSend } });
    await until(() => run.facts().includes("PR-2-001 pending"), "the other");
    await until(() => run.logger.lines.length >= 1, "the complaint");
    broken = false;
    await until(() => run.facts().includes("PR-1-001 pending"), "the first");
  });

  test("in great numbers holds the cursor", async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...rubbish(index),
      id: `PR-${index}-001`,
    }));
    const server = await requestList([...many, row(900, "pending", 9000)]);
    const run = runIntakeOf(server);
    await until(() => run.intake.cursors.has("requests"), "a cursor");
    expect(run.facts()).toEqual(["PR-900-001 pending"]);
    expect(JSON.parse(run.intake.cursors.get("requests") ?? "")).not.toHaveProperty("updated");
  });

  test("because its status is unknown, is told once and taken in when it changes", async () => {
    const server = await requestList([row(1, "merging", 1)]);
    const run = runIntakeOf(server);
    await someMorePolls(server);
    expect(run.facts()).toEqual([]);
    expect(run.logger.lines.map((line) => line.fields["status"])).toEqual(["merging"]);
    server.rows[0] = row(1, "pending", 2);
    await until(() => run.facts().length === 1, "the fact");
  });
});

describe("capabilities", () => {
  const hold = (on: boolean): Answer => ({ json: productPayload({ subscription: { hold: on } }) });

  test("are told before the first fact of a subscription, once", async () => {
    const server = await requestList([row(1, "approved", 1)]);
    const run = runIntakeOf(server);
    await until(() => run.facts().length === 1, "the fact");
    server.rows[0] = row(1, "failed", 2);
    await until(() => run.facts().length === 2, "the next");
    expect(run.intake.sent.map(({ event }) => event.type)).toEqual([
      "capabilities.changed",
      "request.approved",
      "request.failed",
    ]);
    expect((await run.intake.get("AS-1"))?.snapshot.context.capabilities.administrativeHold).toBe(
      true,
    );
    expect(server.count("GET /products/PRD-100-200-300")).toBe(1);
  });

  test("that change reach subscriptions about which nothing else is heard", async () => {
    const server = await requestList([row(1, "approved", 1), row(2, "approved", 2)]);
    const run = runIntakeOf(server, { capabilitiesKept: 0 });
    await until(() => run.facts().length === 2, "the facts");
    await until(() => run.intake.cursors.has("capabilities"), "them to be noticed");
    server.product = hold(false);
    await until(() => run.intake.sent.length === 6, "two changes");
    const records = await Promise.all(["AS-1", "AS-2"].map((key) => run.intake.get(key)));
    const holds = records.map((record) => record?.snapshot.context.capabilities.administrativeHold);
    expect(holds).toEqual([false, false]);
  });

  test.each([403, 404])(
    "of a product that cannot be read (%i) count as off, with a warning",
    async (status) => {
      const server = await requestList([row(1, "pending", 1)]);
      server.product = { status, json: { detail: "No." } };
      const run = runIntakeOf(server);
      await until(() => run.facts().length === 1, "the fact");
      expect(run.intake.sent[0]?.event).toMatchObject({
        type: "capabilities.changed",
        capabilities: { administrativeHold: false },
      });
      expect(run.logger.lines.map((line) => line.level)).toEqual(["warn"]);
    },
  );

  test("that cannot be read just now make new subscriptions wait, and known ones go on", async () => {
    const server = await requestList([row(1, "pending", 1), row(2, "pending", 2)]);
    server.product = { status: 500 };
    const run = runIntakeOf(server, { capabilitiesKept: 5, overlap: 0 });
    run.intake.record("AS-2", { type: "capabilities.changed", capabilities: {} });
    await until(() => run.facts().length === 1, "the known one");
    expect(run.facts()).toEqual(["PR-2-001 pending"]);
    server.product = hold(true);
    await until(() => run.facts().length === 2, "the new one");
  });
});
