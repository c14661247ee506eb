import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import {
  approve,
  type Handler,
  type HandlerCall,
  inquire,
  postpone,
  reject,
  schedule,
} from "../src/index.ts";
import { benchOf, requestId } from "./support/effect-call.ts";
import { loopback } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";

const effect: AdapterEffect = {
  type: "fulfillRequest",
  requestId,
  requestType: "purchase",
  occasion: "answered",
};
const about = { requestId, by: "handler" };

const pending = (asset = {}, change = {}) =>
  loopback(movingRequest({ from: "pending", asset, change }));

describe("a handler", () => {
  test("is given the request, its parameters and the key to act once by", async () => {
    let given: HandlerCall | undefined;
    const purchase: Handler = (call) => {
      given = call;
      return approve();
    };
    const server = await pending({
      params: [
        { id: "email", phase: "ordering", value: "a@example.com" },
        { id: "tenant", phase: "fulfillment", value: null },
        { id: "loose", value: 7 },
        { id: "phone", phase: "ordering", value: "+1", structured_value: { country_code: "+1" } },
      ],
      items: [
        { id: "new", quantity: "2", old_quantity: "0" },
        { id: "gone", quantity: "0", old_quantity: "3" },
        { id: "less", quantity: "1", old_quantity: "3" },
        { id: "same", quantity: "3.0", old_quantity: 3 },
      ],
    });
    await benchOf(server, { purchase }).perform(effect, { idempotencyKey: "one", attempt: 3 });
    if (given === undefined) throw new Error("not called");
    expect(given).toMatchObject({ idempotencyKey: "one", attempt: 3, occasion: "answered" });
    expect(given.request.id).toBe(requestId);
    expect(given.parameter("ordering", "email")).toBe("a@example.com");
    expect(given.parameter("fulfillment", "email")).toBeUndefined();
    expect(given.parameter("fulfillment", "tenant")).toBe("");
    expect(given.parameter("ordering", "loose")).toBe("7");
    expect(given.parameter("configuration", "region")).toBe("eu");
    expect(given.parameter("ordering", "nothing")).toBeUndefined();
    expect(given.structuredParameter("ordering", "phone")).toEqual({ country_code: "+1" });
    expect(given.structuredParameter("ordering", "email")).toBeUndefined();
    expect(given.items.added.map((item) => item.id)).toEqual(["new"]);
    expect(given.items.removed.map((item) => item.id)).toEqual(["gone"]);
    expect(given.items.changed.map((item) => item.id)).toEqual(["less"]);
  });

  test.each([
    [approve(), { type: "answer.approve", ...about, parameters: {} }],
    [
      approve({
        template: "Hi",
        parameters: { a: "b" },
        effectiveDate: "2026-03-01T02:00:00+02:00",
      }),
      {
        type: "answer.approve",
        ...about,
        template: "Hi",
        parameters: { a: "b" },
        effectiveDate: "2026-03-01T00:00:00.000Z",
      },
    ],
    [approve({ tile: "# Hi" }), { type: "answer.approve", ...about, tile: "# Hi", parameters: {} }],
    [reject("no stock"), { type: "answer.reject", ...about, reason: "no stock" }],
    [
      inquire({ parameters: { a: "Why?" }, template: "Ask" }),
      { type: "answer.inquire", ...about, parameters: { a: "Why?" }, template: "Ask" },
    ],
    [
      schedule("2026-03-01"),
      { type: "answer.schedule", ...about, plannedDate: "2026-03-01T00:00:00.000Z" },
    ],
    [postpone({ milliseconds: 90 }), { type: "answer.postpone", ...about, delay: 90 }],
  ])("that answers %j is understood", async (answer, event) => {
    const bench = benchOf(await pending(), { purchase: async () => answer });
    expect(await bench.perform(effect)).toEqual({ type: "done", events: [event] });
  });

  test.each([
    undefined,
    null,
    "approve",
    { type: "approved" },
    { type: "approve", templat: "x" },
    reject(""),
    inquire({ parameters: {} }),
    schedule("soon"),
    postpone({ milliseconds: -1 }),
  ])("that answers %j is refused, with what is wrong", async (answer) => {
    const broken = { purchase: () => answer } as unknown as { purchase: Handler };
    const outcome = await benchOf(await pending(), broken).perform(effect);
    expect(outcome).toMatchObject({ type: "refused", error: { code: "invalid_answer" } });
    expect(JSON.stringify(outcome)).toContain("the purchase handler");
  });

  test("that throws is asked again, with its message and no stack", async () => {
    const bench = benchOf(await pending(), {
      purchase: () => {
        throw new Error("the cloud is down");
      },
    });
    expect(await bench.perform(effect)).toEqual({
      type: "retry",
      blame: "effect",
      error: { code: "handler_threw", message: "the cloud is down" },
    });
    expect(JSON.stringify(bench.logger.lines)).not.toContain(".test.ts");
  });

  test("that does not heed the signal is left behind, and it was not the platform", async () => {
    const stop = new AbortController();
    const bench = benchOf(await pending(), {
      purchase: () => {
        stop.abort();
        return new Promise(() => undefined);
      },
    });
    expect(await bench.perform(effect, { signal: stop.signal })).toMatchObject({
      type: "retry",
      blame: "effect",
    });
  });

  test.each(["approved", "failed", "inquiring", "revoking"])(
    "is not called for a request that is %s by now",
    async (status) => {
      let calls = 0;
      const server = await loopback(movingRequest({ from: status }));
      const purchase = () => {
        calls += 1;
        return approve();
      };
      expect(await benchOf(server, { purchase }).perform(effect)).toMatchObject({
        type: "done",
        events: [{ type: `request.${status}` }],
      });
      expect(calls).toBe(0);
    },
  );
});
