import { TenureError } from "@tenure/engine";
import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { approve, inquire, postpone, reject, schedule } from "../../src/index.ts";
import { connectTiers } from "../../src/tiers/connect-tiers.ts";
import type { TierHandlerCall } from "../../src/tiers/tier-handler-call.ts";
import type { TierHandler, TierHandlers } from "../../src/tiers/tier-handlers.ts";
import { loopback } from "../support/loopback.ts";
import { heldTiers, movingTier, tierBenchOf, tierPayload, tierRequestId } from "./moving-tier.ts";

const requestId = tierRequestId;
const effect: AdapterEffect = {
  type: "fulfillRequest",
  requestId,
  requestType: "setup",
  occasion: "answered",
};
const about = { requestId, by: "handler" };

const handledBy = (setup: TierHandler): { readonly handlers: TierHandlers } => ({
  handlers: { ...heldTiers, setup },
});

describe("a tier handler", () => {
  test("is given the request, its level and parameters, and the key to act once by", async () => {
    let given: TierHandlerCall | undefined;
    const server = await loopback(movingTier({ configuration: { tier_level: 2 } }));
    const setup: TierHandler = (call) => {
      given = call;
      return approve();
    };
    const call = { idempotencyKey: "one", attempt: 3 };
    await tierBenchOf(server, handledBy(setup)).perform(effect, call);
    if (given === undefined) throw new Error("not called");
    expect(given).toMatchObject({ ...call, occasion: "answered", level: 2, accountId: "TA-1" });
    expect(given.request.id).toBe(requestId);
    expect(given.parameter("ordering", "vat")).toBe("IT-1");
    expect(given.parameter("fulfillment", "reseller_id")).toBe("");
    expect(given.parameter("ordering", "reseller_id")).toBeUndefined();
    expect(given.parameter("configuration", "region")).toBe("eu");
    expect(given.structuredParameter("ordering", "address")).toEqual({ city: "Rome" });
  });

  test.each([
    [
      approve({ parameters: { a: "b" } }),
      { type: "answer.approve", ...about, parameters: { a: "b" } },
    ],
    [
      approve({ template: "Hi", effectiveDate: "2026-03-01T02:00:00+02:00" }),
      {
        type: "answer.approve",
        ...about,
        parameters: {},
        template: "Hi",
        effectiveDate: "2026-03-01T00:00:00.000Z",
      },
    ],
    [reject("No."), { type: "answer.reject", ...about, reason: "No." }],
    [
      inquire({ parameters: { vat: "?" } }),
      { type: "answer.inquire", ...about, parameters: { vat: "?" } },
    ],
    [
      inquire({ parameters: { vat: "?" }, template: undefined, tile: undefined }),
      { type: "answer.inquire", ...about, parameters: { vat: "?" } },
    ],
    [postpone({ milliseconds: 5 }), { type: "answer.postpone", ...about, delay: 5 }],
  ])("answers %o", async (answer, event) => {
    const server = await loopback(movingTier());
    const bench = tierBenchOf(
      server,
      handledBy(() => answer),
    );
    expect(await bench.perform(effect)).toEqual({ type: "done", events: [event] });
  });

  test.each([
    [schedule("2027-01-01T00:00:00Z"), "cannot be scheduled"],
    [approve({ tile: "# Welcome" }), "not with a tile"],
    [inquire({ parameters: { vat: "?" }, template: "TL-1" }), "without a template"],
    [inquire({ parameters: { vat: "?" }, tile: "# Hi" }), "without a template"],
    [inquire({ parameters: {} }), "names no parameter"],
    [undefined, "approve()"],
  ])("that answers %o has to be mended", async (answer, problem) => {
    const server = await loopback(movingTier());
    const bench = tierBenchOf(
      server,
      // What no type allows can still come from JavaScript.
      handledBy((() => answer) as TierHandler),
    );
    expect(await bench.perform(effect)).toMatchObject({
      type: "refused",
      error: { code: "invalid_answer", message: expect.stringContaining(problem) },
    });
  });

  test("that throws is called again, and its fault; so is one that does not answer in time", async () => {
    const server = await loopback(movingTier());
    const throwing = handledBy(() => {
      throw new Error("The vendor's API is down.");
    });
    expect(await tierBenchOf(server, throwing).perform(effect)).toEqual({
      type: "retry",
      blame: "effect",
      error: { code: "handler_threw", message: "The vendor's API is down." },
    });
    const stopping = new AbortController();
    const endless = handledBy(() => {
      stopping.abort();
      return new Promise(() => undefined);
    });
    const { signal } = stopping;
    expect(await tierBenchOf(server, endless).perform(effect, { signal })).toMatchObject({
      type: "retry",
      blame: "effect",
    });
  });

  test("is not called for a request that is not pending any more", async () => {
    const server = await loopback(movingTier({ from: "approved" }));
    const setup: TierHandler = () => {
      throw new Error("called");
    };
    expect(await tierBenchOf(server, handledBy(setup)).perform(effect)).toMatchObject({
      type: "done",
      events: [{ type: "request.approved" }],
    });
  });

  test("cannot be of no product", () => {
    const options = { baseUrl: "http://localhost", apiKey: "SU-1:x", products: [] };
    expect(() => connectTiers({ ...options, handlers: heldTiers })).toThrow(TenureError);
  });

  test("is not asked about a type that nobody knows, which is held", async () => {
    const server = await loopback(movingTier({ change: { type: "merger" } }));
    const otherwise = () => {
      throw new Error("called");
    };
    expect(await tierBenchOf(server, { handlers: { otherwise } }).perform(effect)).toMatchObject({
      type: "refused",
      error: {
        code: "unsupported_request_type",
        message: expect.stringContaining("merger"),
      },
    });
  });

  test("that leaves requests to an operator holds them", async () => {
    const server = await loopback(movingTier());
    expect(await tierBenchOf(server).perform(effect)).toMatchObject({
      type: "refused",
      error: { code: "held", message: expect.stringContaining(requestId) },
    });
  });
});

describe("a first level", () => {
  const above = tierPayload(
    { id: "TCR-9-001", status: "inquiring" },
    { id: "TC-9", tier_level: 2, account: { id: "TA-2" } },
  );
  const change = { tiers: { tier1: { id: "TA-1" }, tier2: { id: "TA-2" } } };
  const approving = handledBy(() => approve());

  test("that was taken to pending by hand waits for its second, at nobody's cost", async () => {
    const server = await loopback(movingTier({ change, others: [above] }));
    expect(await tierBenchOf(server, approving).perform(effect)).toMatchObject({
      type: "retry",
      blame: "nobody",
      error: {
        code: "waits_for_second_level",
        message: expect.stringContaining("TCR-9-001"),
      },
    });
    const query = server.calls.find(({ path }) => path === "/tier/config-requests")?.query;
    expect(query).toContain("eq(configuration.account.id,TA-2)");
    expect(query).toContain("eq(configuration.tier_level,2)");
    expect(query).toContain("in(status,(tiers_setup,pending,inquiring))");
  });

  test.each([
    [
      "whose second level is on another connection",
      change,
      {},
      [tierPayload({}, { tier_level: 2, connection: { id: "CT-2" } })],
    ],
    ["whose second level is settled", change, {}, []],
    ["without a second", {}, {}, [above]],
  ] as const)("%s does not wait", async (_name, own, configuration, others) => {
    const server = await loopback(movingTier({ change: own, configuration, others }));
    expect(await tierBenchOf(server, approving).perform(effect)).toMatchObject({ type: "done" });
  });

  test("is waited for by no second", async () => {
    const server = await loopback(
      movingTier({ change, configuration: { tier_level: 2 }, others: [above] }),
    );
    expect(await tierBenchOf(server, approving).perform(effect)).toMatchObject({ type: "done" });
  });
});
