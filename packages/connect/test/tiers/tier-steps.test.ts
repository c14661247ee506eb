import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test, vi } from "vitest";

import { createNudge } from "../../src/intake/nudge.ts";
import { loopback } from "../support/loopback.ts";
import { movingTier, tierBenchOf, tierRequestId } from "./moving-tier.ts";

const requestId = tierRequestId;
const path = `/tier/config-requests/${requestId}`;
const approval: AdapterEffect = { type: "approveRequest", requestId, parameters: {} };
const rejection: AdapterEffect = { type: "failRequest", requestId, reason: "No." };
const question: AdapterEffect = {
  type: "inquireRequest",
  requestId,
  parameters: { vat: "Which one?" },
};

const done = (shown: string) => ({
  type: "done",
  events: [expect.objectContaining({ type: `request.${shown}` })],
});

describe("approving a tier configuration request", () => {
  test("writes only the parameters that differ, before it", async () => {
    const server = await loopback(movingTier());
    const effect: AdapterEffect = {
      ...approval,
      parameters: { vat: "IT-1", reseller_id: "R-1", address: { city: "Rome" } },
    };
    expect(await tierBenchOf(server).perform(effect)).toEqual(done("approved"));
    const writes = server.calls.filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, path: to, body }) => [method, to, body])).toEqual([
      ["PUT", path, { params: [{ id: "reseller_id", value: "R-1" }] }],
      ["POST", `${path}/approve`, { template: { id: "TL-1" } }],
    ]);
  });

  test("writes nothing when nothing differs", async () => {
    const server = await loopback(movingTier());
    await tierBenchOf(server).perform(approval);
    expect(server.calls.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test.each([
    ["the one named, of its level", { template: "Welcome" }, {}, 2, "TL-2"],
    ["the one with the id", { template: "TL-700-800" }, {}, 1, "TL-700-800"],
    ["the one it shows already", {}, { template: { id: "TL-5" } }, 1, "TL-5"],
    ["the first of its level, by position", {}, {}, 1, "TL-1"],
  ])("takes %s", async (_name, more, change, level, expected) => {
    const server = await loopback(movingTier({ change, configuration: { tier_level: level } }));
    await tierBenchOf(server).perform({ ...approval, ...more });
    const sent = server.calls.find(({ path: to }) => to.endsWith("/approve"));
    expect(sent?.body).toMatchObject({ template: { id: expected } });
  });

  test("passes the effective date on", async () => {
    const server = await loopback(movingTier());
    await tierBenchOf(server).perform({ ...approval, effectiveDate: "2026-03-01T00:00:00.000Z" });
    const sent = server.calls.find(({ path: to }) => to.endsWith("/approve"));
    expect(JSON.stringify(sent?.body)).toContain('"effective_date":"2026-03-01T00:00:00.000Z"');
  });

  test("is refused for good when there is no such template", async () => {
    const server = await loopback(movingTier());
    expect(await tierBenchOf(server).perform({ ...approval, template: "Asking" })).toMatchObject({
      type: "refused",
      error: { code: "template_not_found" },
    });
    expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
  });
});

describe("inquiring", () => {
  test("marks the parameters first", async () => {
    const server = await loopback(movingTier());
    expect(await tierBenchOf(server).perform(question)).toEqual(done("inquiring"));
    const writes = server.calls.filter(({ method }) => method !== "GET");
    expect(writes.map(({ path: to, body }) => [to, body])).toEqual([
      [path, { params: [{ id: "vat", value_error: "Which one?" }] }],
      [`${path}/inquire`, {}],
    ]);
  });

  test("does not mark what is marked so already", async () => {
    const change = { params: [{ id: "vat", value: "", value_error: "Which one?" }] };
    const server = await loopback(movingTier({ change }));
    await tierBenchOf(server).perform(question);
    expect(server.calls.some(({ method }) => method === "PUT")).toBe(false);
  });
});

describe.each([
  ["approve", approval, "approved"],
  ["fail", rejection, "failed"],
  ["inquire", question, "inquiring"],
] as const)("the call to %s", (action, effect, end) => {
  const isAction = (to: string) => to.endsWith(`/${action}`);

  test("whose answer was lost is looked up, not repeated", async () => {
    const server = await loopback(
      movingTier({ trouble: ({ path: to }) => (isAction(to) ? "reset" : undefined) }),
    );
    const bench = tierBenchOf(server);
    expect(await bench.perform(effect)).toEqual(done(end));
    expect(await bench.perform(effect, { attempt: 2, uncertain: true })).toEqual(done(end));
    expect(server.count(`POST ${path}/${action}`)).toBe(1);
  });

  test("counts when the platform shows it late", async () => {
    const server = await loopback((call) => {
      if (call.method === "GET") return movingTier()(call, 0);
      return { status: 204 };
    });
    expect(await tierBenchOf(server).perform(effect)).toEqual(done(end));
  });

  test("is not made for a request that has ended meanwhile", async () => {
    const server = await loopback(movingTier({ from: "failed" }));
    expect(await tierBenchOf(server).perform(effect)).toEqual(done("failed"));
    expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test("is tried again when the platform is down, and given up when it refuses", async () => {
    const down = await loopback(movingTier({ trouble: () => ({ status: 503 }) }));
    expect(await tierBenchOf(down).perform(effect)).toMatchObject({
      type: "retry",
      blame: "platform",
    });
    const refusing = await loopback((call) =>
      isAction(call.path)
        ? { status: 400, json: { error_code: "VAL_001", errors: ["No."] } }
        : movingTier()(call, 0),
    );
    expect(await tierBenchOf(refusing).perform(effect)).toMatchObject({
      type: "refused",
      error: { code: "VAL_001" },
    });
  });

  test("wakes who reads what waited for it, once it has taken place", async () => {
    const waiting = createNudge();
    const heard = vi.fn<() => void>();
    waiting.listen(heard);
    const down = await loopback(movingTier({ trouble: () => ({ status: 503 }) }));
    await tierBenchOf(down, { waiting }).perform(effect);
    expect(heard).not.toHaveBeenCalled();
    await tierBenchOf(await loopback(movingTier()), { waiting }).perform(effect);
    expect(heard).toHaveBeenCalledTimes(end === "inquiring" ? 0 : 1);
  });
});

describe("an inquiring request", () => {
  test("can be failed", async () => {
    const server = await loopback(movingTier({ from: "inquiring" }));
    expect(await tierBenchOf(server).perform(rejection)).toEqual(done("failed"));
  });
});

describe("reading a request", () => {
  test("tells what is shown", async () => {
    const server = await loopback(movingTier({ from: "tiers_setup" }));
    expect(await tierBenchOf(server).perform({ type: "readRequest", requestId })).toEqual(
      done("tiersSetup"),
    );
  });

  test("that is gone tells nothing, and says so in the log", async () => {
    const server = await loopback(() => ({ status: 404, json: { errors: ["Not found."] } }));
    const bench = tierBenchOf(server);
    expect(await bench.perform({ type: "readRequest", requestId })).toEqual({
      type: "done",
      events: [],
    });
    expect(bench.logger.lines.map(({ message }) => message).join()).toContain(
      "not on Connect any more",
    );
  });
});

test("what tier configurations do not know is refused", async () => {
  const server = await loopback(movingTier());
  const unknown: AdapterEffect = {
    type: "scheduleRequest",
    requestId,
    plannedDate: "2026-03-01T00:00:00.000Z",
  };
  expect(await tierBenchOf(server).perform(unknown)).toMatchObject({
    type: "refused",
    error: { code: "not_on_this_platform" },
  });
  expect(server.calls).toEqual([]);
});
