import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { CONTROL_PATH, type Listening, type RecordedCall } from "../src/index.ts";
import { purchaseBody, stage, type Stage } from "./parties.ts";

const START = Date.parse("2026-03-01T12:00:00Z");

let world: Stage;
let server: Listening;

beforeEach(async () => {
  world = stage({ virtualTime: { startAt: START } });
  server = await world.simulator.listen();
});
afterEach(async () => server.close());

async function control(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(new URL(`${CONTROL_PATH}${path}`, server.url), {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === "" ? {} : JSON.parse(text)) as unknown };
}

describe("control over HTTP", () => {
  test("shows the time and moves it, forward only", async () => {
    expect((await control("GET", "/time")).json).toEqual({
      now: START,
      at: "2026-03-01T12:00:00+00:00",
      virtual: true,
    });
    await control("POST", "/time/advance", { ms: 1500 });
    expect(world.simulator.time.now()).toBe(START + 1500);
    const set = await control("POST", "/time/set", { at: "2026-03-02T00:00:00Z" });
    expect(set.json).toMatchObject({ now: Date.parse("2026-03-02T00:00:00Z") });
    expect((await control("POST", "/time/set", { at: "2026-03-01T00:00:00Z" })).status).toBe(400);
    expect((await control("POST", "/time/advance", { ms: -1 })).status).toBe(400);
    expect((await control("POST", "/time/set", { at: "noon" })).status).toBe(400);
  });

  test("finds recorded calls, and is not among them", async () => {
    await world.distributor.post("/requests", purchaseBody());
    await world.vendor.get("/requests");
    await world.vendor.get("/assets");
    const found = async (query: string) =>
      ((await control("GET", `/calls${query}`)).json as RecordedCall[]).map(({ number }) => number);
    expect(await found("")).toEqual([1, 2, 3]);
    expect(await found("?method=get&path=requests%24")).toEqual([2]);
    expect(await found("?role=distributor&status=201")).toEqual([1]);
    expect(await found("?after=1&limit=1")).toEqual([3]);
    expect(await found("?limit=0")).toEqual([]);
    expect((await control("GET", "/calls?path=(")).status).toBe(400);
  });

  test("adds faults, and takes them back", async () => {
    const faults = [{ kind: "status", path: "/requests$", status: 503, times: 2 }];
    expect((await control("POST", "/faults", faults)).json).toEqual({ added: 1 });
    expect((await world.vendor.get("/requests")).status).toBe(503);
    expect((await control("DELETE", "/faults")).status).toBe(204);
    expect((await world.vendor.get("/requests")).status).toBe(200);
    expect((await control("POST", "/faults", [{ kind: "boom" }])).status).toBe(400);
  });

  test("starts the robot, shows what it did and stops it", async () => {
    expect((await control("GET", "/robot")).json).toBeNull();
    expect((await control("POST", "/robot", { rate: 0 })).status).toBe(400);
    expect((await control("POST", "/robot", { rate: 10, seed: 3 })).status).toBe(200);
    await control("POST", "/time/advance", { ms: 5000 });
    expect((await control("DELETE", "/robot")).status).toBe(204);
    expect((await control("GET", "/robot")).json).toMatchObject({ isRunning: false });
    expect(world.simulator.calls.length).toBeGreaterThan(10);
  });

  test("knows no other paths, and refuses pages of other sites", async () => {
    expect((await control("GET", "/requests")).status).toBe(404);
    expect((await control("GET", "")).status).toBe(404);
    const origin = { origin: "https://elsewhere.example" };
    expect((await control("DELETE", "/faults", undefined, origin)).status).toBe(403);
  });

  test("with a token is only for those who have it", async () => {
    await server.close();
    world = stage({ controlToken: "the-token" });
    server = await world.simulator.listen();
    expect((await control("GET", "/time")).status).toBe(403);
    const wrong = { authorization: "Bearer other" };
    expect((await control("GET", "/time", undefined, wrong)).status).toBe(403);
    const right = { authorization: "Bearer the-token" };
    expect((await control("GET", "/time", undefined, right)).status).toBe(200);
  });
});
