import { connect } from "@tenure/connect";
import { virtualClock } from "@tenure/engine";
import { describe, expect, test } from "vitest";

import { loopback, type Script } from "./support/loopback.ts";

const apiKey = "SU-000-000-000:0000000000000000000000000000000000000000";
const product = { id: "PRD-1", name: "A product" };
const now = 1_767_225_600_000;

/** What is found of a platform that answers as the script says, at a time of its own. */
async function examined(script: Script, products = ["PRD-1"]) {
  const { url } = await loopback(script);
  const adapter = connect({
    baseUrl: url,
    apiKey,
    products,
    handlers: { otherwise: "held" },
    clock: virtualClock(now),
  });
  const found = (await adapter.examine?.({ signal: AbortSignal.timeout(10_000) })) ?? [];
  expect(JSON.stringify(found)).not.toContain(apiKey);
  return new Map(found.map(({ about, state, message }) => [about, { state, message }]));
}

const at = (milliseconds: number) => ({ date: new Date(milliseconds).toUTCString() });

describe("a platform that is looked at", () => {
  test("is good when it answers, knows the key and shows every product", async () => {
    const found = await examined(() => ({ json: product, headers: at(now) }));
    expect([...found].map(([about, { state }]) => [about, state])).toEqual([
      ["platform", "good"],
      ["product", "good"],
      ["clock", "good"],
    ]);
  });

  test.each([
    [0, "good"],
    [4000, "good"],
    [-5000, "good"],
    [7000, "doubtful"],
    [-20_000, "doubtful"],
    [60_000, "bad"],
    [-86_400_000, "bad"],
  ])("and whose clock is %i ms ahead: that is %s", async (skew, state) => {
    const found = await examined(() => ({ json: product, headers: at(now + skew) }));
    expect(found.get("clock")?.state).toBe(state);
  });

  test.each([
    ["the key is not accepted", { status: 401, json: {} }, "credentials", "bad"],
    ["the key may not do this", { status: 403, json: {} }, "credentials", "bad"],
    ["there is no such product", { status: 404, json: {} }, "product", "bad"],
    ["it is overloaded", { status: 503, json: {} }, "platform", "doubtful"],
    ["something else answers", { text: "<html>login</html>" }, "platform", "bad"],
    ["nothing answers", "reset", "platform", "bad"],
  ] as const)("tells that %s", async (_, answer, about, state) => {
    const found = await examined(() => answer);
    expect(found.get(about)?.state).toBe(state);
  });

  test("shows some products and not others", async () => {
    const found = await examined(
      ({ path }) =>
        path.endsWith("PRD-1")
          ? { json: product, headers: at(now) }
          : { status: 404, json: {}, headers: at(now) },
      ["PRD-1", "PRD-2"],
    );
    expect(found.get("platform")?.state).toBe("good");
    expect(found.get("product")).toMatchObject({
      state: "bad",
      message: expect.stringContaining("PRD-2") as string,
    });
  });
});
