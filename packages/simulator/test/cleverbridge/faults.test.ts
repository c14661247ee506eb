import { afterEach, beforeEach, describe, expect, test } from "vitest";

import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_USER,
  readFaultScript,
  type Listening,
} from "../../src/cleverbridge/index.ts";
import { basic, stage, TWO_ITEMS, type Stage } from "./stage.ts";

let world: Stage;
let server: Listening;
let id: string;

beforeEach(async () => {
  world = stage();
  server = await world.simulator.listen();
  id = world.simulator.buy(TWO_ITEMS);
});
afterEach(async () => server.close());

const headers = {
  authorization: basic(CLEVERBRIDGE_USER, CLEVERBRIDGE_PASSWORD),
  accept: "application/json",
  "content-type": "application/json",
};
const increase = async () =>
  fetch(`${server.url}/subscription/increasesubscriptionitemquantity`, {
    method: "POST",
    headers,
    body: JSON.stringify({ SubscriptionId: id, RunningNumber: 1, Quantity: 1 }),
  });
const quantity = async () => (await world.items(id))[0]?.Quantity;

describe("faults", () => {
  test("a status or a page in place of the call, in the words of the platform", async () => {
    world.simulator.faults.add({ kind: "status", status: 500 });
    world.simulator.faults.add({
      kind: "status",
      status: 429,
      retryAfterSeconds: 60,
      error: { ResultMessage: "Slow." },
    });
    world.simulator.faults.add({ kind: "html", status: 429 });
    const [first, second, third] = [await increase(), await increase(), await increase()];
    expect([first.status, await first.json()]).toEqual([
      500,
      { ResultMessage: "Simulated error 500." },
    ]);
    expect([second.status, second.headers.get("retry-after"), await second.json()]).toEqual([
      429,
      "60",
      { ResultMessage: "Slow." },
    ]);
    expect([third.status, third.headers.get("content-type")]).toEqual([429, "text/html"]);
    expect(await quantity()).toBe(1);
    expect(world.simulator.calls.map(({ status, fault }) => [status, fault]).slice(0, 3)).toEqual([
      [500, "status"],
      [429, "status"],
      [429, "html"],
    ]);
  });

  test("a connection that breaks before the change was made, or after", async () => {
    world.simulator.faults.add({ kind: "drop-before", path: /increase/u });
    await expect(increase()).rejects.toThrow("fetch failed");
    expect(await quantity()).toBe(1);
    world.simulator.faults.add({ kind: "drop-after", path: /increase/u });
    await expect(increase()).rejects.toThrow("fetch failed");
    expect(await quantity()).toBe(2);
    world.simulator.faults.add({ kind: "timeout-after", path: /increase/u, delayMs: 10 });
    await expect(increase()).rejects.toThrow("fetch failed");
    expect(await quantity()).toBe(3);
    world.simulator.faults.add({ kind: "timeout-before", path: /increase/u, delayMs: 10 });
    await expect(increase()).rejects.toThrow("fetch failed");
    expect(await quantity()).toBe(3);
  });

  test("a call that is carried out twice, and an answer that is cut in half", async () => {
    world.simulator.faults.add({ kind: "duplicate" });
    expect((await increase()).status).toBe(200);
    expect(await quantity()).toBe(3);
    world.simulator.faults.add({ kind: "truncated" });
    const text = await (await increase()).text();
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await quantity()).toBe(4);
  });

  test("a read that shows what was before the last writes", async () => {
    await increase();
    await increase();
    expect(await quantity()).toBe(3);
    world.simulator.faults.add({ kind: "stale" });
    expect(await quantity()).toBe(2);
    world.simulator.faults.add({ kind: "stale", behind: 2 });
    expect(await quantity()).toBe(1);
    expect(await quantity()).toBe(3);
  });

  test("an answer that comes late, or after the next one", async () => {
    world.simulator.faults.add({ kind: "delay", delayMs: 100, path: /increase/u });
    const order: string[] = [];
    const late = increase().then(() => order.push("answered"));
    await expect.poll(quantity, { interval: 5 }).toBe(2);
    order.push("made");
    await late;
    world.simulator.faults.add({ kind: "reorder", delayMs: 5000, path: /increase/u });
    const first = increase().then(() => order.push("first"));
    await expect.poll(quantity, { interval: 5 }).toBe(3);
    const second = increase().then(() => order.push("second"));
    await Promise.all([first, second]);
    expect(order.slice(0, 2)).toEqual(["made", "answered"]);
    expect(order.slice(2).toSorted()).toEqual(["first", "second"]);
  });

  test("strike only whom they are meant for, as a script says", async () => {
    const script = readFaultScript([
      { kind: "status", status: 503, role: "anonymous", times: "always" },
      { kind: "status", status: 502, path: "/getsubscription$", error: { ResultMessage: "Gone." } },
    ]);
    for (const fault of script) world.simulator.faults.add(fault);
    const read = `${server.url}/subscription/getsubscription?subscriptionId=${id}`;
    expect((await fetch(read)).status).toBe(503);
    const struck = await fetch(read, { headers });
    expect([struck.status, await struck.json()]).toEqual([502, { ResultMessage: "Gone." }]);
    expect((await fetch(read, { headers })).status).toBe(200);
  });
});
