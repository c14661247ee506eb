import { describe, expect, test } from "vitest";

import { problemIn } from "./problem-in.ts";
import { rowsIn, served } from "./served.ts";

const door = {
  id: "door",
  initial: "shut",
  states: { shut: { on: { OPEN: { target: "open", guard: "isUnlocked" } } }, open: {} },
};
const definition = JSON.stringify(door);

describe("the layout of our own statechart", () => {
  test("is told in the detail and for the shape that are asked for", async () => {
    const { get, ask } = await served();
    const details = new Map<string, unknown>();
    for (const detail of ["events", "guards", "effects"]) {
      const chart = await get(`/charts/subscription/layout?detail=${detail}`);
      expect(chart["detail"]).toBe(detail);
      details.set(detail, chart["height"]);
    }
    expect(new Set(details.values()).size).toBe(3);
    expect((await get("/charts/subscription/layout"))["detail"]).toBe("effects");
    const shapeOf = async (aspectRatio: number) => {
      const { width, height } = await get(`/charts/subscription/layout?aspectRatio=${aspectRatio}`);
      return Number(width) / Number(height);
    };
    expect(await shapeOf(3)).toBeGreaterThan(await shapeOf(0.4));
    for (const wrong of ["detail=all", "aspectRatio=0", "aspectRatio=6", "aspectRatio=wide"]) {
      const problem = await problemIn(await ask(`/charts/subscription/layout?${wrong}`));
      expect([wrong, problem.status, problem.code]).toEqual([wrong, 400, "request_invalid"]);
    }
  });

  test("is sent again only when it is another than the reader has", async () => {
    const { ask } = await served();
    for (const path of ["layout?detail=events", "layout?aspectRatio=2", "svg"]) {
      const first = await ask(`/charts/subscription/${path}`);
      const etag = first.headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[0-9a-f]{64}"$/u);
      expect(first.headers.get("cache-control")).toBe("private, no-cache");
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
        const again = await ask(`/charts/subscription/${path}`, {
          headers: { "if-none-match": known },
        });
        expect([known, again.status, await again.text()]).toEqual([known, 304, ""]);
        expect(again.headers.get("etag")).toBe(etag);
      }
      const headers = { "if-none-match": '"other"' };
      expect((await ask(`/charts/subscription/${path}`, { headers })).status).toBe(200);
    }
    const tags = await Promise.all(
      ["", "?detail=events", "?aspectRatio=2"].map(async (query) =>
        (await ask(`/charts/subscription/layout${query}`)).headers.get("etag"),
      ),
    );
    expect(new Set(tags).size).toBe(3);
  });
});

describe("the layout of any machine's definition", () => {
  test("is found for a definition as an inspector sends it, and is the same for the same", async () => {
    const { post } = await served();
    const { status, body } = await post("/charts/layout", { definition });
    expect(status).toBe(200);
    const { chart, key } = body as { chart: { name: string; nodes: unknown }; key: string };
    expect(chart.name).toBe("door");
    expect(rowsIn(chart.nodes).map(({ id }) => id)).toEqual(
      expect.arrayContaining(["shut", "open"]),
    );
    expect((await post("/charts/layout", { definition })).body["key"]).toBe(key);
    const other = await post("/charts/layout", { definition, detail: "events", aspectRatio: 0.5 });
    expect(other.body["key"]).not.toBe(key);
    expect(other.body["chart"]).toMatchObject({ detail: "events" });
  });

  test.each([
    ["is no JSON", { definition: "{" }, 422, "definition_invalid"],
    ["is no object", { definition: "[]" }, 422, "definition_invalid"],
    ["is no text", { definition: door }, 422, "request_invalid"],
    ["is missing", {}, 422, "request_invalid"],
    ["asks for a detail there is not", { definition, detail: "all" }, 422, "request_invalid"],
    ["asks for a shape that is none", { definition, aspectRatio: -1 }, 422, "request_invalid"],
    ["has a field too many", { definition, legend: true }, 422, "request_invalid"],
  ])("is refused when what is sent %s", async (_, body, status, code) => {
    const { ask } = await served();
    const problem = await problemIn(await ask("/charts/layout", { body }));
    expect([problem.status, problem.code]).toEqual([status, code]);
  });

  test("is refused when it has more states than are laid out", async () => {
    const { ask } = await served();
    const states = Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [`s${index}`, {}]),
    );
    const body = { definition: JSON.stringify({ id: "many", states }) };
    const problem = await problemIn(await ask("/charts/layout", { body }));
    expect([problem.status, problem.code]).toEqual([422, "definition_too_large"]);
  });
});
