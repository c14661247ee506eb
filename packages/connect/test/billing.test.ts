import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { benchOf, subscriptionKey } from "./support/effect-call.ts";
import { loopback } from "./support/loopback.ts";

const from = "2026-01-01T00:00:00.000Z";
const to = "2026-02-01T00:00:00.000Z";
const effect: AdapterEffect = { type: "createBillingRequest", from, to };
const path = "POST /subscriptions/requests";

/** Billing requests of one subscription, as the platform keeps them; some answers get lost. */
async function billing(lostAnswers = 0) {
  const kept: object[] = [];
  let lost = 0;
  return loopback((call) => {
    if (call.method === "GET") return { json: kept };
    kept.push({
      id: `BRV-1000-2000-3000-000${kept.length + 1}`,
      type: "vendor",
      asset: { id: subscriptionKey },
      period: { from: "2026-01-01T00:00:00+00:00", to: "2026-02-01T00:00:00+00:00" },
    });
    lost += 1;
    return lost <= lostAnswers ? "reset" : { json: kept.at(-1) };
  });
}

describe("billing", () => {
  test("opens a billing request of the vendor for the period", async () => {
    const server = await billing();
    expect(await benchOf(server).perform(effect)).toEqual({ type: "done", events: [] });
    expect(server.calls.at(-1)?.body).toEqual({
      type: "vendor",
      asset: { id: subscriptionKey },
      period: { from, to },
    });
  });

  test("is not opened a second time when the answer is lost", async () => {
    const server = await billing(1);
    const bench = benchOf(server);
    const first = await bench.perform(effect);
    expect(first).toMatchObject({ type: "retry", blame: "platform" });
    const second = await bench.perform(effect, { attempt: 2, uncertain: true });
    expect(second).toEqual({ type: "done", events: [] });
    expect(server.count(path)).toBe(1);
  });

  test("is refused with the platform's words when the platform refuses", async () => {
    const errors = ["Subscription is not active."];
    const server = await loopback(() => ({ status: 400, json: { error_code: "VAL_001", errors } }));
    const outcome = await benchOf(server).perform(effect);
    expect(outcome).toMatchObject({ type: "refused", error: { code: "VAL_001" } });
  });

  test("is refused for good when the key may not bill", async () => {
    const server = await loopback(() => ({ status: 403, json: { errors: ["Not allowed."] } }));
    const outcome = await benchOf(server).perform(effect);
    expect(outcome).toMatchObject({ type: "refused", error: { code: "unauthorized" } });
  });
});

test("the renewal cannot be switched on Connect, and says so", async () => {
  const server = await loopback(() => ({ json: {} }));
  const outcome = await benchOf(server).perform({ type: "switchRenewal", renewal: "manual" });
  expect(outcome).toMatchObject({ type: "refused", error: { code: "not_on_this_platform" } });
  expect(server.calls).toEqual([]);
});
