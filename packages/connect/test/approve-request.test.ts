import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { benchOf, requestId } from "./support/effect-call.ts";
import { deadUrl, loopback, type SeenCall } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";

const approval = (
  change: Partial<Extract<AdapterEffect, { type: "approveRequest" }>> = {},
): AdapterEffect => ({
  type: "approveRequest",
  requestId,
  parameters: {},
  template: "TL-100-200-300",
  ...change,
});

const approvePath = `/requests/${requestId}/approve`;
const approved = {
  type: "done",
  events: [expect.objectContaining({ type: "request.approved" })],
};

const bodiesOf = (calls: readonly SeenCall[], method: string) =>
  calls.filter((call) => call.method === method).map((call) => call.body);

describe("approving", () => {
  test("writes the parameters that differ, approves, and reports what the platform answered", async () => {
    const server = await loopback(movingRequest({ from: "pending" }));
    const effect = approval({
      parameters: {
        admin_email: "admin@example.com",
        tenant: "T-1",
        options: { trial: true },
        size: 5,
        address: { city: "Bergen" },
      },
      effectiveDate: "2026-02-04T00:00:00.000Z",
    });
    expect(await benchOf(server).perform(effect)).toEqual(approved);
    expect(bodiesOf(server.calls, "PUT")).toEqual([
      {
        asset: {
          params: [
            { id: "tenant", value: "T-1" },
            { id: "size", value: "5" },
            { id: "address", structured_value: { city: "Bergen" } },
          ],
        },
      },
    ]);
    expect(bodiesOf(server.calls, "POST")).toEqual([
      { template_id: "TL-100-200-300", effective_date: "2026-02-04T00:00:00.000Z" },
    ]);
  });

  test("writes nothing when every parameter is as it should be", async () => {
    const server = await loopback(movingRequest({ from: "pending" }));
    await benchOf(server).perform(approval({ parameters: { admin_email: "admin@example.com" } }));
    expect(bodiesOf(server.calls, "PUT")).toEqual([]);
  });

  test.each(["reset", "hang", "truncate"] as const)(
    "is sent once when the answer is lost (%s) after it took place",
    async (loss) => {
      const server = await loopback(
        movingRequest({
          from: "pending",
          trouble: ({ path }) => (path === approvePath ? loss : undefined),
        }),
      );
      const bench = benchOf(server, {}, { timeoutMilliseconds: 150 });
      expect(await bench.perform(approval())).toEqual(approved);
      expect(server.count(`POST ${approvePath}`)).toBe(1);
    },
  );

  test("is not sent again by the next attempt when the last one died after it took place", async () => {
    const server = await loopback(
      movingRequest({
        from: "pending",
        // The approval's answer is lost, and so is the look after it.
        trouble: (_call, index) => (index === 1 || index === 2 ? "reset" : undefined),
      }),
    );
    const bench = benchOf(server);
    expect(await bench.perform(approval())).toMatchObject({ type: "retry", blame: "platform" });
    expect(await bench.perform(approval(), { attempt: 2, uncertain: true })).toEqual(approved);
    expect(server.count(`POST ${approvePath}`)).toBe(1);
  });

  test.each(["failed", "inquiring", "approved", "scheduled"])(
    "is not sent for a request that is %s already",
    async (status) => {
      const server = await loopback(movingRequest({ from: status }));
      expect(await benchOf(server).perform(approval())).toMatchObject({
        type: "done",
        events: [{ type: `request.${status}` }],
      });
      expect(bodiesOf(server.calls, "POST")).toEqual([]);
    },
  );

  test("that somebody else was quicker with ends with what the platform shows", async () => {
    let reads = 0;
    const script = movingRequest({ from: "approved" });
    const pending = movingRequest({ from: "pending" });
    const server = await loopback((call, index) => {
      if (call.method !== "GET") {
        return { status: 400, json: { error_code: "REQ_003", errors: ["Only pending."] } };
      }
      reads += 1;
      return reads === 1 ? pending(call, index) : script(call, index);
    });
    expect(await benchOf(server).perform(approval())).toEqual(approved);
  });

  test("that the platform refuses while pending is refused in the platform's words", async () => {
    const server = await loopback(
      movingRequest({
        from: "pending",
        others: ({ path }) =>
          path === approvePath
            ? { status: 400, json: { error_code: "VAL_001", errors: ["tenant: required."] } }
            : undefined,
      }),
    );
    const outcome = await benchOf(server).perform(approval());
    expect(outcome).toMatchObject({ type: "refused", error: { code: "VAL_001" } });
    expect(JSON.stringify(outcome)).toContain("tenant: required.");
  });

  test.each([
    [{ status: 503, json: {}, headers: { "retry-after": "4" } }, "server", 4000],
    [{ status: 429, json: {}, headers: { "retry-after": "9" } }, "throttled", 9000],
    [{ status: 401, json: {} }, "unauthorized", undefined],
    [{ status: 502, text: "<html>" }, "server", undefined],
    [{ text: "<html>" }, "rubbish", undefined],
  ])("answered with %j is tried again and blamed on the platform", async (answer, code, after) => {
    const server = await loopback(() => answer);
    const bench = benchOf(server);
    const outcome = await bench.perform(approval());
    expect(outcome).toMatchObject({ type: "retry", blame: "platform", error: { code } });
    expect("after" in outcome ? outcome.after : undefined).toBe(after);
    const told = bench.logger.lines.filter((line) => line.level === "error");
    expect(told).toHaveLength(code === "unauthorized" ? 1 : 0);
  });

  test("without a platform is tried again", async () => {
    const bench = benchOf({ url: await deadUrl() });
    expect(await bench.perform(approval())).toMatchObject({
      type: "retry",
      blame: "platform",
      error: { code: "unreachable" },
    });
  });
});

describe("the template of an approval", () => {
  const templates = [
    { id: "TL-3", name: "Welcome", scope: "tier1" },
    { id: "TL-4", name: "Question", scope: "asset", type: "inquire", position: 1 },
    { id: "TL-5", name: "Welcome", scope: "asset", type: "fulfillment", position: 20 },
    { id: "TL-6", name: "First", scope: "asset", type: "fulfillment", position: 10 },
  ];
  const withTemplates = (rows: unknown, template: unknown) =>
    loopback(
      movingRequest({
        from: "pending",
        change: { template },
        others: ({ path }) => (path.endsWith("/templates") ? { json: rows } : undefined),
      }),
    );

  test.each([
    ["given by name is found among the activation templates", { template: "Welcome" }, {}, "TL-5"],
    ["given by id is taken as it is", { template: "TL-9-9" }, {}, "TL-9-9"],
    ["not given is the request's own", { template: undefined }, { id: "TL-7" }, "TL-7"],
    ["not given and not shown is the product's first", { template: undefined }, null, "TL-6"],
  ])("%s", async (_name, change, shown, expected) => {
    const server = await withTemplates(templates, shown);
    const { template } = change;
    const effect: AdapterEffect = {
      type: "approveRequest",
      requestId,
      parameters: {},
      ...(template === undefined ? {} : { template }),
    };
    expect(await benchOf(server).perform(effect)).toEqual(approved);
    expect(bodiesOf(server.calls, "POST")).toEqual([{ template_id: expected }]);
  });

  test("can be a tile", async () => {
    const server = await withTemplates([], null);
    await benchOf(server).perform({
      type: "approveRequest",
      requestId,
      parameters: {},
      tile: "# Hi",
    });
    expect(bodiesOf(server.calls, "POST")).toEqual([{ activation_tile: "# Hi" }]);
  });

  test.each([approval({ template: "Nowhere" }), { ...approval(), template: "" }])(
    "that is not there is refused before anything is written",
    async (effect) => {
      const server = await withTemplates(templates, null);
      const outcome = await benchOf(server).perform(effect);
      if (outcome.type !== "refused") throw new Error("not refused");
      expect(outcome.error.code).toBe("template_not_found");
      expect(bodiesOf(server.calls, "PUT")).toEqual([]);
    },
  );
});
