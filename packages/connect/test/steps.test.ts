import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { approve, postpone, reject } from "../src/index.ts";
import { impatientClock } from "./support/client.ts";
import { benchOf, requestId, snapshotAfter } from "./support/effect-call.ts";
import { loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";
import { movingRequest } from "./support/platform-stub.ts";

const steps: readonly (readonly [AdapterEffect, string, string, string, unknown])[] = [
  [
    { type: "failRequest", requestId, reason: "no stock" },
    "fail",
    "pending",
    "failed",
    { reason: "no stock" },
  ],
  [
    { type: "failRequest", requestId, reason: "no stock" },
    "fail",
    "inquiring",
    "failed",
    { reason: "no stock" },
  ],
  [
    { type: "inquireRequest", requestId, parameters: { admin_email: "Unknown domain." } },
    "inquire",
    "pending",
    "inquiring",
    {},
  ],
  [
    { type: "scheduleRequest", requestId, plannedDate: "2126-03-01T00:00:00.000Z" },
    "schedule",
    "pending",
    "scheduled",
    { planned_date: "2126-03-01T00:00:00.000Z" },
  ],
  [{ type: "confirmRevocation", requestId }, "confirm", "revoking", "revoked", {}],
  [
    { type: "revokeRequest", requestId, reason: "mistake" },
    "revoke",
    "scheduled",
    "revoking",
    { reason: "mistake" },
  ],
  [
    { type: "approveRequest", requestId, parameters: {}, template: "TL-1" },
    "approve",
    "pending",
    "approved",
    { template_id: "TL-1" },
  ],
];

describe.each(steps)("%j", (effect, action, from, to, body) => {
  const path = `POST /requests/${requestId}/${action}`;
  const done = { type: "done", events: [{ type: `request.${to}` }] };

  test("takes the step and reports it", async () => {
    const server = await loopback(movingRequest({ from }));
    expect(await benchOf(server).perform(effect)).toMatchObject(done);
    expect(server.calls.at(-1)?.body).toEqual(body);
  });

  test("takes it once when the answer is lost", async () => {
    const server = await loopback(
      movingRequest({
        from,
        trouble: (call) => (call.path.endsWith(`/${action}`) ? "reset" : undefined),
      }),
    );
    expect(await benchOf(server).perform(effect)).toMatchObject(done);
    expect(server.count(path)).toBe(1);
  });

  test("looks before it takes it again", async () => {
    const server = await loopback(movingRequest({ from: to }));
    const outcome = await benchOf(server).perform(effect, { attempt: 2, uncertain: true });
    expect(outcome).toMatchObject(done);
    expect(server.count(path)).toBe(0);
  });

  test("takes what somebody else did instead", async () => {
    const server = await loopback((call) =>
      call.method === "GET"
        ? { json: requestPayload({ status: "approved" }) }
        : { status: 400, json: { error_code: "REQ_003", errors: ["No."] } },
    );
    expect(await benchOf(server).perform(effect)).toMatchObject({
      type: "done",
      events: [{ type: "request.approved" }],
    });
  });

  test("is refused for a request the platform does not know", async () => {
    const server = await loopback(() => ({ status: 404, json: { detail: "Not found." } }));
    expect(await benchOf(server).perform(effect)).toMatchObject({
      type: "refused",
      error: { code: "not_found" },
    });
  });
});

describe("scheduling", () => {
  test("for a date that has passed meanwhile brings the request to its handler as due", async () => {
    const server = await loopback(movingRequest({ from: "pending" }));
    const plannedDate = "2126-03-01T00:00:00.000Z";
    const clock = { ...impatientClock, now: () => Date.parse(plannedDate) };
    const bench = benchOf(server, {}, { clock });
    const effect: AdapterEffect = { type: "scheduleRequest", requestId, plannedDate };
    expect(await bench.perform(effect)).toEqual({
      type: "done",
      events: [{ type: "timer.due", timer: "schedule", requestId }],
    });
    expect(server.count(`POST /requests/${requestId}/schedule`)).toBe(0);
  });
});

describe("asking the customer", () => {
  const effect: AdapterEffect = {
    type: "inquireRequest",
    requestId,
    parameters: { admin_email: "Unknown domain.", tenant: "Taken." },
    template: "Ask",
  };
  const templates = [{ id: "TL-8", name: "Ask", scope: "asset", type: "inquire" }];

  test("marks the parameters before, but not those marked already", async () => {
    const params = [{ id: "admin_email", value: "x", value_error: "Unknown domain." }];
    const server = await loopback(
      movingRequest({
        from: "pending",
        asset: { params },
        others: ({ path }) => (path.endsWith("/templates") ? { json: templates } : undefined),
      }),
    );
    await benchOf(server).perform(effect);
    const writes = server.calls.filter((call) => call.method !== "GET");
    expect(writes.map((call) => [call.method, call.body])).toEqual([
      ["PUT", { asset: { params: [{ id: "tenant", value_error: "Taken." }] } }],
      ["POST", { template_id: "TL-8" }],
    ]);
  });
});

describe("a question whose answer was lost", () => {
  const effect: AdapterEffect = {
    type: "inquireRequest",
    requestId,
    parameters: { admin_email: "Unknown domain." },
  };
  const request = { id: requestId, type: "purchase", updatedAt: "2026-02-03T04:00:00.000Z" };
  const snapshot = snapshotAfter({ type: "request.pending", request });
  const again = { attempt: 2, uncertain: true, snapshot };
  const path = `POST /requests/${requestId}/inquire`;
  const shown = (answered: unknown, message: string) =>
    movingRequest({
      from: "pending",
      change: { answered },
      asset: { params: [{ id: "admin_email", value: "x", value_error: message }] },
    });

  test("is not asked again when the customer has answered it meanwhile", async () => {
    const server = await loopback(shown(true, ""));
    const outcome = await benchOf(server).perform(effect, again);
    expect(server.calls.filter((call) => call.method !== "GET")).toEqual([]);
    expect(outcome).toMatchObject({
      type: "done",
      events: [{ type: "request.inquiring" }, { type: "request.pending" }],
    });
    if (outcome.type !== "done") return;
    const asked = snapshotAfter(
      { type: "request.pending", request },
      { type: "answer.inquire", requestId, by: "handler", parameters: effect.parameters },
    );
    const end = snapshotAfter(
      { type: "request.pending", request },
      { type: "answer.inquire", requestId, by: "handler", parameters: effect.parameters },
      ...outcome.events,
    );
    expect(asked.value.request).toEqual({ pending: "asking" });
    expect(end.value.request).toEqual({ pending: "fulfilling" });
    expect(end.context.request?.occasion).toBe("answered");
  });

  test.each([
    ["it never arrived", false, "", "2026-02-03T04:00:00.000Z"],
    ["only its marks arrived", false, "Unknown domain.", "2026-02-03T04:00:00.000Z"],
    ["only its marks arrived, after an earlier answer", true, "Unknown domain.", request.updatedAt],
    ["it never arrived, after an earlier answer", true, "", "2026-02-03T05:00:00.000Z"],
    ["the platform does not tell about answers", undefined, "", request.updatedAt],
  ])("is asked when %s", async (_name, answered, message, updatedAt) => {
    const server = await loopback(shown(answered, message));
    const known = snapshotAfter({ type: "request.pending", request: { ...request, updatedAt } });
    const outcome = await benchOf(server).perform(effect, { ...again, snapshot: known });
    expect(outcome).toMatchObject({ type: "done", events: [{ type: "request.inquiring" }] });
    expect(server.count(path)).toBe(1);
  });
});

describe("confirming a revocation", () => {
  const effect: AdapterEffect = { type: "confirmRevocation", requestId };
  const confirmPath = `POST /requests/${requestId}/confirm`;

  test("lets the vendor take back what was prepared, before", async () => {
    const server = await loopback(movingRequest({ from: "revoking" }));
    const seen: unknown[] = [];
    const bench = benchOf(server, {
      revocation: (call) => {
        seen.push(call.idempotencyKey, call.request.id, server.count(confirmPath));
      },
    });
    expect(await bench.perform(effect, { idempotencyKey: "one" })).toMatchObject({ type: "done" });
    expect(seen).toEqual(["one", requestId, 0]);
    expect(server.count(confirmPath)).toBe(1);
  });

  test.each([
    ["agrees", () => approve(), { type: "done" }, 1],
    [
      "delays",
      () => postpone({ milliseconds: 70 }),
      { type: "retry", blame: "nobody", after: 70 },
      0,
    ],
    ["objects", () => reject("no"), { type: "refused", error: { code: "invalid_answer" } }, 0],
    [
      "throws",
      () => {
        throw new Error("down");
      },
      { type: "retry", blame: "effect", error: { code: "handler_threw", message: "down" } },
      0,
    ],
  ])("waits for the vendor, who %s", async (_name, revocation, outcome, confirms) => {
    const server = await loopback(movingRequest({ from: "revoking" }));
    expect(await benchOf(server, { revocation }).perform(effect)).toMatchObject(outcome);
    expect(server.count(confirmPath)).toBe(confirms);
  });

  test("does not trouble the vendor when it is revoked already", async () => {
    const server = await loopback(movingRequest({ from: "revoked" }));
    const revocation = () => reject("never asked");
    expect(await benchOf(server, { revocation }).perform(effect)).toMatchObject({
      type: "done",
      events: [{ type: "request.revoked" }],
    });
  });
});

describe("reading a request", () => {
  const effect: AdapterEffect = { type: "readRequest", requestId };
  const gone = () => loopback(() => ({ status: 404, json: { detail: "Not found." } }));

  test("reports what the platform shows", async () => {
    const server = await loopback(movingRequest({ from: "scheduled" }));
    expect(await benchOf(server).perform(effect)).toMatchObject({
      type: "done",
      events: [{ type: "request.scheduled" }],
    });
  });

  test("reports a draft that is gone as discarded", async () => {
    const request = { id: requestId, type: "purchase" };
    const snapshot = snapshotAfter(
      {
        type: "capabilities.changed",
        capabilities: { dynamicValidation: { purchase: true } },
      },
      { type: "request.draft", request },
    );
    expect(await benchOf(await gone()).perform(effect, { snapshot })).toEqual({
      type: "done",
      events: [{ type: "request.discarded", request }],
    });
  });

  test("reports nothing, and warns, when another request is gone", async () => {
    const request = { id: requestId, type: "purchase" };
    const snapshot = snapshotAfter({ type: "request.pending", request });
    const bench = benchOf(await gone());
    expect(await bench.perform(effect, { snapshot })).toEqual({ type: "done", events: [] });
    expect(bench.logger.lines.map((line) => line.level)).toEqual(["warn"]);
  });

  test("does not take a proxy's word for a draft being gone", async () => {
    const server = await loopback(() => ({ status: 404, text: "<html>no such page</html>" }));
    expect(await benchOf(server).perform(effect)).toMatchObject({
      type: "retry",
      blame: "platform",
    });
  });

  test("keeps trying on a status it does not know, until an operator sees it", async () => {
    const server = await loopback(movingRequest({ from: "merging" }));
    expect(await benchOf(server).perform(effect)).toMatchObject({
      type: "retry",
      blame: "effect",
      error: { code: "unknown_status" },
    });
  });
});

test("a revocation that the key may not ask for is refused for good", async () => {
  const trouble = ({ path }: { readonly path: string }) =>
    path.endsWith("/revoke") ? { status: 403, json: { errors: ["Not allowed."] } } : undefined;
  const server = await loopback(movingRequest({ from: "scheduled", trouble }));
  const outcome = await benchOf(server).perform({
    type: "revokeRequest",
    requestId,
    reason: "mistake",
  });
  expect(outcome).toMatchObject({ type: "refused", error: { code: "unauthorized" } });
});
