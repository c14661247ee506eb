import { fc, test as property } from "@fast-check/vitest";
import { beforeEach, describe, expect, test } from "vitest";

import { readFaultScript, type Fault } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { approve, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let id: string;
beforeEach(async () => {
  world = stage();
  id = (await world.distributor.post("/requests", purchaseBody())).body.id;
});

const statusOfRequest = async () => (await world.vendor.get(`/requests/${id}`)).body.status;

describe("a fault script", () => {
  test("is read from JSON, with expressions and words in place", () => {
    expect(
      readFaultScript({
        faults: [
          { kind: "status", path: "/approve$", times: "always", status: 429, retryAfterSeconds: 2 },
          { kind: "delay", delayMs: [5, 10], probability: 0.5, role: "vendor", method: "GET" },
        ],
      }),
    ).toEqual([
      { kind: "status", path: /\/approve$/u, times: Infinity, status: 429, retryAfterSeconds: 2 },
      { kind: "delay", delayMs: [5, 10], probability: 0.5, role: "vendor", method: "GET" },
    ]);
  });

  test.each([
    [{ kind: "status" }, "list of faults"],
    [[1], "Fault 1 is not an object"],
    [[{ kind: "delay" }, {}], "Fault 2: kind is missing"],
    [[{ kind: "explode" }], "Fault 1: kind must be one of status, "],
    [[{ kind: "delay", path: "(" }], "Fault 1: path must be a regular expression"],
    [[{ kind: "delay", delayMs: [5, 1] }], "Fault 1: delayMs must be"],
    [[{ kind: "delay", times: -1 }], "Fault 1: times must be"],
    [[{ kind: "delay", probability: 2 }], "Fault 1: probability must be"],
    [[{ kind: "delay", chance: 1 }], 'Fault 1 has no field "chance"'],
    [[{ kind: "status", status: 99 }], "Fault 1: status must be"],
    [[{ kind: "stale", behind: 0 }], "Fault 1: behind must be"],
  ])("that is wrong says where: %j", (script, message) => {
    expect(() => readFaultScript(script)).toThrow(message);
  });

  property.prop([fc.json()])("is read or refused, whatever it is", (text) => {
    try {
      expect(Array.isArray(readFaultScript(JSON.parse(text)))).toBe(true);
    } catch (error) {
      expect((error as Error).message).toMatch(/fault/iu);
    }
  });
});

describe("faults", () => {
  test("by chance strike as often as they should, and the same calls for a seed", async () => {
    const strikes = async (seed: number) => {
      const other = stage({ seed });
      other.simulator.faults.add({ kind: "status", probability: 0.3 });
      const codes = await inTurn(Array.from({ length: 200 }), async () => {
        const { status } = await other.vendor.get("/requests");
        return status === 500;
      });
      return codes.map(Number).join("");
    };
    const [first, again, another] = [await strikes(1), await strikes(1), await strikes(2)];
    expect(again).toBe(first);
    expect(another).not.toBe(first);
    const struck = first.replaceAll("0", "").length;
    expect(struck).toBeGreaterThan(30);
    expect(struck).toBeLessThan(90);
  });

  test("of one party leave the other's calls alone", async () => {
    world.simulator.faults.add({ kind: "status", role: "distributor", times: Infinity });
    expect((await world.vendor.get("/requests")).status).toBe(200);
    expect((await world.distributor.get("/requests")).status).toBe(500);
  });

  test("a delay and another fault strike one call together", async () => {
    world.simulator.faults.add({ kind: "delay", delayMs: 40, times: Infinity });
    world.simulator.faults.add({ kind: "status", status: 503 });
    const startedAt = performance.now();
    expect((await world.vendor.get("/requests")).status).toBe(503);
    expect(performance.now() - startedAt).toBeGreaterThan(35);
  });

  test("a duplicate is carried out twice, and the second answer is sent", async () => {
    world.simulator.faults.add({ kind: "duplicate", path: /approve$/u });
    const { status, body } = await approve(world.vendor, id);
    expect([status, body.error_code]).toEqual([400, "REQ_003"]);
    expect(await statusOfRequest()).toBe("approved");
    const approvals = world.simulator.calls.filter(({ path }) => path.endsWith("approve"));
    expect(approvals.map((call) => call.status)).toEqual([200, 400]);
  });

  test.each(["timeout-before", "timeout-after"] as const)(
    "a %s says nothing until the caller gives up, or it breaks",
    async (kind) => {
      const call = async (signal: AbortSignal) =>
        world.simulator.fetch(
          new Request(`http://any.invalid/public/v1/requests/${id}/assign`, {
            method: "POST",
            headers: { authorization: `ApiKey SU-100-000-001:${"1".repeat(40)}` },
            body: JSON.stringify({ email: "a@example.com" }),
            signal,
          }),
        );
      world.simulator.faults.add({ kind, times: 1 });
      await expect(call(AbortSignal.timeout(30))).rejects.toMatchObject({ name: "TimeoutError" });
      const { body } = await world.vendor.get(`/requests/${id}`);
      expect(body.assignee !== "").toBe(kind === "timeout-after");
      world.simulator.faults.add({ kind, times: 1, delayMs: 10 });
      await expect(call(new AbortController().signal)).rejects.toThrow("fetch failed");
    },
  );

  test("a reordered answer comes after the next one, or by itself when there is none", async () => {
    const order: string[] = [];
    world.simulator.faults.add({ kind: "reorder", path: /assets/u, delayMs: 5000 });
    const first = world.vendor.get("/assets").then(() => order.push("first"));
    await world.vendor.get("/requests").then(() => order.push("second"));
    await first;
    expect(order).toEqual(["second", "first"]);
    world.simulator.faults.add({ kind: "reorder", delayMs: 10 });
    expect((await world.vendor.get("/assets")).status).toBe(200);
  });

  test("a stale read shows what was before the last writes; other calls are not struck", async () => {
    world.simulator.faults.add({ kind: "stale", times: 2, after: 1 } satisfies Fault);
    expect(await statusOfRequest()).toBe("pending");
    await world.vendor.post(`/requests/${id}/fail`, { reason: "No." });
    expect([await statusOfRequest(), await statusOfRequest()]).toEqual(["pending", "pending"]);
    expect(await statusOfRequest()).toBe("failed");
    world.simulator.faults.add({ kind: "stale", behind: 64 });
    expect((await world.vendor.get(`/requests/${id}`)).status).toBe(404);
  });
});

describe("a rate limit", () => {
  test("lets through so many calls of each key, and says when to come again", async () => {
    const limited = stage({ rateLimit: { perSecond: 2 } });
    const codes = async (count: number) =>
      inTurn(
        Array.from({ length: count }),
        async () => (await limited.vendor.get("/requests")).status,
      );
    expect(await codes(3)).toEqual([200, 200, 429]);
    expect((await limited.distributor.get("/requests")).status).toBe(200);
    limited.pass(500);
    expect(await codes(2)).toEqual([200, 429]);
    const response = await limited.simulator.fetch(
      new Request("http://any.invalid/public/v1/requests", {
        headers: { authorization: `ApiKey SU-100-000-001:${"1".repeat(40)}` },
      }),
    );
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(limited.simulator.calls.filter(({ status }) => status === 429)).toHaveLength(3);
    limited.pass(60_000);
    expect(await codes(3)).toEqual([200, 200, 429]);
  });
});
