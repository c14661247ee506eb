import { describe, expect, test } from "vitest";

import { eventually } from "./eventually.ts";
import { expectDocumented } from "./route-shapes.ts";
import { furnished, rowsIn, served } from "./served.ts";

describe("platforms", () => {
  test("are paused and resumed, one by one and all together", async () => {
    const { get, post, purchase, platform } = await furnished();
    const paused = await post("/adapters/connect/pause", { reason: "maintenance" });
    expect(paused.body).toMatchObject({ paused: { adapter: "connect", reason: "maintenance" } });
    const before = platform.performed.length;
    await purchase("AS-9");
    expect((await get("/overview"))["work"]).toMatchObject({ backlog: 2 });
    expect(platform.performed).toHaveLength(before);
    expect((await post("/adapters/connect/resume", {})).body).toEqual({ resumed: true });
    expect((await post("/adapters/connect/resume", {})).body).toEqual({ resumed: false });
    await eventually(async () => (await get("/subscriptions/AS-9"))["status"]).toBe("active");
    expect((await post("/pause", { reason: "all" })).body).toMatchObject([{ adapter: null }]);
    const adapters = await get("/adapters");
    expect(adapters).toMatchObject([{ paused: { adapter: null } }, { paused: { reason: "all" } }]);
    expect((await post("/resume", {})).body).toEqual({ resumed: true });
    expect(await post("/adapters/none/pause", { reason: "" })).toMatchObject({
      status: 404,
      body: { code: "adapter_unknown" },
    });
  });
});

describe("reconciling", () => {
  test("says what would make a record agree, and does it when told to", async () => {
    const { get, post, platform } = await furnished();
    const request = { id: "PR-2", type: "suspend" };
    platform.truths.set("AS-1", {
      adopted: { type: "subscription.adopted", status: "suspended" },
      facts: [{ type: "request.approved", request, subscriptionStatus: "suspended" }],
    });
    const dry = await post("/subscriptions/AS-1/reconcile", {});
    expect(dry.body).toMatchObject({
      key: "AS-1",
      record: { status: "active" },
      platform: { status: "suspended" },
      applied: false,
    });
    expect((await get("/subscriptions/AS-1"))["status"]).toBe("active");
    const applied = await post("/subscriptions/AS-1/reconcile", { apply: true });
    expect(applied.body).toMatchObject({ applied: true });
    expect((await get("/subscriptions/AS-1"))["status"]).toBe("suspended");
    expect((await post("/subscriptions/AS-1/reconcile", {})).body["class"]).toBe("agrees");
  });

  test("goes over many line by line, and says when it is through", async () => {
    const { lines, app } = await furnished();
    const results = await lines("/reconcile", { filter: { tenant: "*" } });
    expect(results.map(({ key, end }) => key ?? end)).toEqual([
      "AS-1",
      "AS-stuck",
      "acme:AS-slow",
      true,
    ]);
    for (const result of results) expectDocumented(app, "POST", "/reconcile", result);
    const named = await lines("/reconcile", { keys: ["acme:AS-slow", "AS-0"] });
    expect(named).toMatchObject([
      { key: "acme:AS-slow" },
      { key: "AS-0", class: "unreadable", error: { code: "subscription_unknown" } },
      { end: true },
    ]);
  });

  test("checks one history after the other, line by line", async () => {
    const { lines } = await furnished();
    expect(await lines("/verification")).toMatchObject([
      { key: "AS-1", intact: true },
      { key: "AS-stuck", intact: true },
      { key: "acme:AS-slow", intact: true },
      { end: true },
    ]);
    expect(await lines("/verification?tenant=acme")).toHaveLength(2);
  });
});

describe("reports", () => {
  test("tell what has waited longest, and on whom", async () => {
    const { get } = await furnished();
    const { requests } = await get("/waiting");
    expect(requests).toMatchObject([
      { key: "AS-stuck", on: "vendor" },
      { key: "acme:AS-slow", on: "vendor" },
    ]);
    expect((await get("/waiting?adapter=bridge"))["requests"]).toHaveLength(1);
    expect((await get("/waiting?over=3600000"))["requests"]).toEqual([]);
  });

  test("tell what happened over time", async () => {
    const { get } = await served();
    const { from, to, step, points } = (await get("/throughput?step=120000")) as unknown as {
      from: number;
      to: number;
      step: number;
      points: { at: number }[];
    };
    expect(step).toBe(120_000);
    expect(points.map(({ at }) => at)).toEqual(points.map((_, index) => from + index * step));
    expect(to - (points.at(-1)?.at ?? 0)).toBeLessThan(step);
  });
});

describe("the statechart", () => {
  test("is told as data, whose ids are those of a subscription's place, as a picture and as a table", async () => {
    const { get, ask } = await furnished();
    const { root } = await get("/charts/subscription");
    const ids = JSON.stringify(root);
    const { active } = await get("/subscriptions/AS-1");
    for (const id of active as readonly string[]) expect(ids).toContain(`"id":"${id}"`);
    const { nodes, format } = await get("/charts/subscription/layout");
    expect(format).toBe(1);
    const places = rowsIn(nodes).map(({ id }) => id);
    expect(places).toEqual(expect.arrayContaining([...(active as string[])]));
    const picture = await ask("/charts/tierConfiguration/svg");
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(await picture.text()).toMatch(/^<svg/u);
    expect((await get("/charts/subscription/transitions"))["length"]).toBeGreaterThan(50);
    expect((await ask("/charts/nothing")).status).toBe(400);
  });
});
