import { describe, expect, test } from "vitest";

import { furnished, rowsIn, served } from "./served.ts";

describe("the overview", () => {
  test("tells who is calling, and without tokens that is anybody on this machine", async () => {
    const { get } = await served();
    expect(await get("/caller")).toEqual({
      name: "loopback",
      role: "admin",
      tenant: "*",
      tenants: ["default", "acme"],
    });
  });

  test("counts by status and by who is awaited, with lag and platforms", async () => {
    const { get } = await furnished();
    const overview = await get("/overview");
    expect(overview).toMatchObject({
      counts: {
        total: 3,
        byStatus: { active: 1, processing: 2, terminated: 0 },
        byRequestState: { none: 1, stuck: 1, pending: 1 },
        byAwaited: { nobody: 1, operator: 1, vendor: 1 },
      },
      work: { backlog: 1, stuck: 1, timerLag: 0 },
      adapters: [
        { adapter: "connect", circuit: "closed", paused: null, limits: { ratePerSecond: 20 } },
        { adapter: "bridge", tenant: "acme", limits: { ratePerSecond: null } },
      ],
    });
  });

  test("counts what a filter leaves", async () => {
    const { get } = await furnished();
    expect(await get("/counts?tenant=default&status=processing")).toMatchObject({
      total: 1,
      byStatus: { processing: 1 },
      byRequestState: { stuck: 1, none: 0 },
    });
  });
});

describe("lists of subscriptions", () => {
  test("narrow by every parameter, by several values, and by how keys begin", async () => {
    const { get } = await furnished();
    const keys = async (query: string) => {
      const { rows } = await get(`/subscriptions?${query}`);
      return rowsIn(rows).map(({ key }) => key);
    };
    expect(await keys("")).toEqual(["AS-1", "AS-stuck", "acme:AS-slow"]);
    expect(await keys("tenant=acme")).toEqual(["acme:AS-slow"]);
    expect(await keys("tenant=acme&text=AS-")).toEqual(["acme:AS-slow"]);
    expect(await keys("tenant=default&text=AS-s")).toEqual(["AS-stuck"]);
    expect(await keys("text=AS-1")).toEqual(["AS-1"]);
    expect(await keys("text=acme:")).toEqual(["acme:AS-slow"]);
    expect(await keys("text=AS-2")).toEqual([]);
    expect(await keys("status=active,processing&requestState=none")).toEqual(["AS-1"]);
    expect(await keys("status=active&status=processing&adapter=bridge")).toEqual(["acme:AS-slow"]);
    expect(await keys("awaited=operator&awaited=nobody")).toEqual(["AS-1", "AS-stuck"]);
    expect(await keys("requestType=purchase")).toEqual(["AS-stuck", "acme:AS-slow"]);
    expect(await keys("product=PRD-1")).toEqual([]);
  });

  test("are found by their product, which is told with how many there are of each", async () => {
    const { get, engine } = await furnished();
    const capabilities = { administrativeHold: true };
    for (const [key, product] of [
      ["AS-1", "PRD-1"],
      ["AS-stuck", "PRD-2"],
      ["acme:AS-slow", "PRD-2"],
    ] as const) {
      await engine.send(key, { type: "capabilities.changed", capabilities, product });
    }
    const { rows } = await get("/subscriptions?product=PRD-2,PRD-3&limit=2");
    expect(rowsIn(rows)).toMatchObject([
      { key: "AS-stuck", product: "PRD-2" },
      { key: "acme:AS-slow", product: "PRD-2" },
    ]);
    const found = await get("/subscriptions?text=AS-1&tenant=default&product=PRD-2");
    expect(rowsIn(found["rows"])).toEqual([]);
    expect(await get("/products")).toEqual([
      { product: "PRD-2", subscriptions: 2 },
      { product: "PRD-1", subscriptions: 1 },
    ]);
    expect(await get("/products?tenant=acme")).toEqual([{ product: "PRD-2", subscriptions: 1 }]);
    expect(await get("/counts?product=PRD-1")).toMatchObject({ total: 1, byStatus: { active: 1 } });
  });

  test("show stuck work with what holds it, its words only when they are asked for", async () => {
    const { get } = await furnished();
    const { rows } = await get("/stuck");
    const stuck = { effect: "fulfillRequest", attempts: 1, code: "vendor_said_no" };
    expect(rows).toMatchObject([{ key: "AS-stuck", stuck: { ...stuck, message: "[redacted]" } }]);
    const open = await get("/stuck?redacted=false");
    expect(open["rows"]).toMatchObject([{ stuck: { ...stuck, message: "Jane Doe is unknown" } }]);
  });
});

describe("one subscription", () => {
  test("comes with its place in the chart, its snapshot and what is left to do", async () => {
    const { get, ask } = await furnished();
    expect(await get("/subscriptions/acme%3AAS-slow")).toMatchObject({
      key: "acme:AS-slow",
      tenant: "acme",
      id: "AS-slow",
      version: 1,
      status: "processing",
      pendingState: "fulfilling",
      active: [
        "lifecycle",
        "lifecycle.processing",
        "request",
        "request.pending",
        "request.pending.fulfilling",
      ],
      snapshot: { context: { parameters: { email: "[redacted]" } } },
      outstanding: {
        effects: [{ id: "acme:AS-slow/1/0", type: "fulfillRequest", state: "retrying" }],
      },
    });
    const open = await get("/subscriptions/acme%3AAS-slow?redacted=false");
    expect(open).toMatchObject({
      snapshot: { context: { parameters: { email: "jane@example.com" } } },
      outstanding: { effects: [{ error: "vendor_said_no: Jane Doe is unknown" }] },
    });
    expect((await ask("/subscriptions/AS-1")).headers.get("etag")).toBe('"3"');
  });

  test("has a history of who did what and why, what changed, and what became of the effects", async () => {
    const { get } = await furnished();
    const { entries, version, next } = await get("/subscriptions/AS-stuck/history");
    expect({ version, next }).toEqual({ version: 2, next: undefined });
    expect(entries).toMatchObject([
      {
        version: 1,
        type: "request.pending",
        by: { party: "platform", identity: null },
        from: { status: "new" },
        to: { status: "processing", awaited: "vendor" },
        effects: [
          {
            id: "AS-stuck/1/0",
            state: "failed",
            attempts: 1,
            error: "vendor_said_no: [redacted]",
          },
        ],
      },
      {
        version: 2,
        type: "effect.failed",
        by: { party: "engine" },
        why: "vendor_said_no: [redacted]",
        effects: [],
      },
    ]);
    const [first] = rowsIn(entries);
    expect(first?.["differences"]).toContainEqual({
      path: ["value", "lifecycle"],
      before: "new",
      after: "processing",
    });
    expect(first?.["differences"]).toContainEqual({
      path: ["context", "parameters", "email"],
      after: "[redacted]",
    });
  });

  test("has a history that is read in pages, from either end", async () => {
    const { get } = await furnished();
    const read = async (order: string, turn: string) => {
      const versions: number[] = [];
      let query = "";
      do {
        const page = await get(`/subscriptions/AS-1/history?order=${order}&limit=2${query}`);
        const { entries, next } = page as unknown as {
          entries: { version: number }[];
          next?: number;
        };
        versions.push(...entries.map(({ version }) => version));
        query = next === undefined ? "" : `&${turn}=${next}`;
      } while (query !== "");
      return versions;
    };
    expect(await read("oldest", "after")).toEqual([1, 2, 3]);
    expect(await read("newest", "before")).toEqual([3, 2, 1]);
  });

  test("can be seen as it was at every version", async () => {
    const { get, ask } = await furnished();
    const statuses = [];
    for (const version of [0, 1, 2, 3]) {
      statuses.push((await get(`/subscriptions/AS-1/versions/${version}`))["status"]);
    }
    expect(statuses).toEqual(["new", "processing", "processing", "active"]);
    expect((await ask("/subscriptions/AS-1/versions/4")).status).toBe(400);
  });

  test("tells how long its requests waited, that its history is intact, and can be exported", async () => {
    const { get } = await furnished();
    const { requests } = await get("/subscriptions/AS-1/waiting");
    expect(requests).toMatchObject([{ requestId: "PR-AS-1", on: null }]);
    expect(await get("/subscriptions/AS-1/verification")).toMatchObject({
      intact: true,
      entries: 3,
    });
    const exported = await get("/subscriptions/AS-1/export");
    expect(exported).toMatchObject({ format: "tenure-history", redacted: true });
    expect(JSON.stringify(exported)).not.toContain("jane@example.com");
    const whole = await get("/subscriptions/AS-1/export?redacted=false");
    expect(JSON.stringify(whole)).toContain("jane@example.com");
  });
});
