import { fc, test as property } from "@fast-check/vitest";
import { TenureError } from "@tenure/engine";
import { type AdapterEffect, requestTypes, tierRequestTypes } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import {
  approve,
  connect,
  connectTiers,
  type Handlers,
  hold,
  reject,
  type TierHandlers,
} from "../src/index.ts";
import { benchOf, requestId } from "./support/effect-call.ts";
import { loopback } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";

const options = {
  baseUrl: "https://connect.example.com/public/v1",
  apiKey: "SU-123-456-789:0123456789abcdef",
  products: ["PRD-100-200-300"],
};

/** What is wrong with the handlers; undefined when they are taken. */
function complaintOf(make: () => unknown): TenureError | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof TenureError) return error;
    throw error;
  }
}

const kinds = [
  {
    name: "connect()",
    types: requestTypes as readonly string[],
    make: (handlers: unknown) => connect({ ...options, handlers: handlers as Handlers }),
  },
  {
    name: "connectTiers()",
    types: tierRequestTypes as readonly string[],
    make: (handlers: unknown) => connectTiers({ ...options, handlers: handlers as TierHandlers }),
  },
];

describe.each(kinds)("$name", ({ types, make }) => {
  const handling = fc.constantFrom("function", "hold", "undefined", "absent");
  const valueOf = (kind: string) =>
    ({ function: () => approve(), hold, undefined })[kind as "function" | "hold" | "undefined"];
  const given = (kinds_: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(kinds_).flatMap(([name, kind]) =>
        kind === "absent" ? [] : [[name, valueOf(kind)]],
      ),
    );

  property.prop([fc.record(Object.fromEntries([...types, "otherwise"].map((t) => [t, handling])))])(
    "starts exactly when every type has a handler, is held on purpose, or falls to otherwise",
    (chosen) => {
      const isGiven = (name: string) => ["function", "hold"].includes(chosen[name] ?? "");
      const missing = isGiven("otherwise") ? [] : types.filter((type) => !isGiven(type));
      const complaint = complaintOf(() => make(given(chosen)));
      expect(complaint?.code).toBe(missing.length === 0 ? undefined : "options_invalid");
      for (const type of types) {
        const isNamed = new RegExp(`\\bhandlers\\.${type}\\b`, "u").test(complaint?.message ?? "");
        expect(isNamed, type).toBe(missing.includes(type));
      }
      if (complaint !== undefined) expect(complaint.message).toMatch(/hold.*otherwise/su);
    },
  );

  test.each([[{}], [undefined], [null], [[]], ["held"]])("does not start with %j", (handlers) => {
    expect(complaintOf(() => make(handlers))?.code).toBe("options_invalid");
  });

  test.each(["yes", 1, {}, Promise.resolve()])("does not take %j for a handler", (handler) => {
    const complaint = complaintOf(() => make({ otherwise: hold, adjustment: handler }));
    expect(complaint).toMatchObject({
      code: "options_invalid",
      message: expect.stringContaining("handlers.adjustment"),
    });
  });

  test("does not hold what is no type", () => {
    const complaint = complaintOf(() => make({ otherwise: hold, revocation: hold }));
    expect(complaint).toMatchObject({
      code: "options_invalid",
      message: expect.stringContaining("handlers.revocation"),
    });
  });

  test("does not let a misspelled type fall to otherwise in silence", () => {
    const misspelled = { otherwise: hold, adjustmnet: () => approve() };
    expect(complaintOf(() => make(misspelled))).toMatchObject({
      code: "options_invalid",
      message: expect.stringContaining("adjustmnet"),
    });
  });
});

describe("a request type", () => {
  const effectOf = (requestType: string): AdapterEffect => ({
    type: "fulfillRequest",
    requestId,
    requestType,
    occasion: "opened",
  });
  const pending = (type: string) => loopback(movingRequest({ from: "pending", change: { type } }));

  test.each(requestTypes)("%s that is held on purpose waits for an operator", async (type) => {
    const server = await pending(type);
    const handlers: Handlers = { otherwise: () => approve(), [type]: hold };
    expect(await benchOf(server, handlers).perform(effectOf(type))).toMatchObject({
      type: "refused",
      error: { code: "held", message: expect.stringContaining(requestId) },
    });
    expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test("without a handler of its own goes to otherwise, the others to theirs", async () => {
    const handlers: Handlers = {
      purchase: () => reject("by purchase"),
      otherwise: ({ request }) => reject(`by otherwise: ${request.type}`),
    };
    const reasonOf = async (type: string) => {
      const outcome = await benchOf(await pending(type), handlers).perform(effectOf(type));
      return outcome.type === "done" ? outcome.events[0] : outcome;
    };
    expect(await reasonOf("purchase")).toMatchObject({ reason: "by purchase" });
    expect(await reasonOf("renew")).toMatchObject({ reason: "by otherwise: renew" });
  });

  test.each(["merge", "constructor", "otherwise", "revocation", "__proto__"])(
    "that nobody knows (%s) is held, and never given to otherwise",
    async (type) => {
      const server = await pending(type);
      let asked = 0;
      const otherwise = () => {
        asked += 1;
        return approve();
      };
      const outcome = await benchOf(server, { otherwise }).perform(effectOf(type));
      expect(outcome).toMatchObject({
        type: "refused",
        error: { code: "unsupported_request_type", message: expect.stringContaining(type) },
      });
      expect(asked).toBe(0);
      expect(server.calls.every(({ method }) => method === "GET")).toBe(true);
    },
  );
});
