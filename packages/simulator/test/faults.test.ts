import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { VENDOR_KEY, type Listening } from "../src/index.ts";
import { inTurn } from "./in-turn.ts";
import { approve, Party, purchaseBody, stage, type Stage } from "./parties.ts";

let world: Stage;
let server: Listening;
let vendor: Party;
let id: string;

beforeEach(async () => {
  world = stage();
  server = await world.simulator.listen();
  vendor = new Party(async (request) => fetch(request), VENDOR_KEY, server.url);
  id = (await world.distributor.post("/requests", purchaseBody())).body.id;
});

afterEach(async () => server.close());

const assign = async (party: Party) =>
  party.post(`/requests/${id}/assign`, { email: "a@example.com" });
const assignee = async () => (await world.vendor.get(`/requests/${id}`)).body.assignee;

describe("faults", () => {
  test("a status or a gateway's page in place of the call, which is not made", async () => {
    world.simulator.faults.add({
      kind: "status",
      status: 429,
      retryAfterSeconds: 7,
      error: { error_code: "X_1", errors: ["Slow down."] },
    });
    world.simulator.faults.add({ kind: "html" });
    const headers = { authorization: `ApiKey ${VENDOR_KEY}` };
    const first = await fetch(`${server.url}/requests`, { headers });
    expect([first.status, first.headers.get("retry-after"), await first.json()]).toEqual([
      429,
      "7",
      { error_code: "X_1", errors: ["Slow down."] },
    ]);
    const second = await fetch(`${server.url}/requests/${id}/unassign`, {
      method: "POST",
      headers,
    });
    expect([second.status, second.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect((await vendor.get("/requests")).status).toBe(200);
    expect(world.simulator.calls.map(({ status, fault }) => [status, fault])).toEqual([
      [201, undefined],
      [429, "status"],
      [502, "html"],
      [200, undefined],
    ]);
  });

  test("strike the calls they are meant for, after those let through, as often as told", async () => {
    world.simulator.faults.add({
      kind: "status",
      method: "post",
      path: /\/assign$/gu,
      after: 1,
      times: 2,
      status: 503,
    });
    const codes = await inTurn([1, 2, 3, 4, 5], async () => [
      (await assign(vendor)).status,
      (await vendor.get("/requests")).status,
    ]);
    expect(codes.flat()).toEqual([200, 200, 503, 200, 503, 200, 200, 200, 200, 200]);
  });

  test("a connection dropped before the call leaves everything as it was", async () => {
    world.simulator.faults.add({ kind: "drop-before", times: 2 });
    await expect(assign(vendor)).rejects.toThrow("fetch failed");
    await expect(assign(world.vendor)).rejects.toThrow(new TypeError("fetch failed"));
    expect(await assignee()).toBe("");
    expect((await assign(vendor)).status).toBe(200);
  });

  test("a connection dropped after the call leaves the change made", async () => {
    world.simulator.faults.add({ kind: "drop-after", path: /approve/u, times: 1 });
    await expect(approve(vendor, id)).rejects.toThrow("fetch failed");
    expect((await world.vendor.get(`/requests/${id}`)).body.status).toBe("approved");
    expect(world.simulator.calls.findLast(({ path }) => path.endsWith("approve"))).toMatchObject({
      status: 200,
      fault: "drop-after",
    });
  });

  test("a truncated answer is half of the JSON, and the change is made", async () => {
    world.simulator.faults.add({ kind: "truncated" });
    const response = await fetch(`${server.url}/requests/${id}/assign`, {
      method: "POST",
      headers: { authorization: `ApiKey ${VENDOR_KEY}` },
      body: JSON.stringify({ email: "a@example.com" }),
    });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text.startsWith('{"')).toBe(true);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await assignee()).toMatchObject({ email: "a@example.com" });
  });

  test("a delayed answer is late, the change is not", async () => {
    world.simulator.faults.add({ kind: "delay", delayMs: 150, path: /assign/u });
    const order: string[] = [];
    const late = assign(world.vendor).then(() => order.push("answered"));
    await expect.poll(assignee, { interval: 5 }).not.toBe("");
    order.push("made");
    await late;
    expect(order).toEqual(["made", "answered"]);
  });

  test("that have not struck are forgotten when cleared", async () => {
    world.simulator.faults.add({ kind: "status", times: Infinity });
    expect((await vendor.get("/requests")).status).toBe(500);
    world.simulator.faults.clear();
    expect((await vendor.get("/requests")).status).toBe(200);
  });
});
