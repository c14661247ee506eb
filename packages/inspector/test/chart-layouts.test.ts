import { describe, expect, test } from "vitest";

import { chartGraph, type ChartLayoutsOptions, chartLayouts, layOutChart } from "../src/index.ts";

const timeout = 300_000;

async function withLayouts<Result>(
  work: (layouts: ReturnType<typeof chartLayouts>) => Promise<Result>,
  options: ChartLayoutsOptions = {},
): Promise<Result> {
  await using layouts = chartLayouts({ timeoutMilliseconds: timeout, ...options });
  return await work(layouts);
}

const ring = (states: number, id = "ring") => ({
  id,
  initial: "s0",
  states: Object.fromEntries(
    Array.from({ length: states }, (_, index) => [
      `s${index}`,
      { on: { NEXT: `s${(index + 1) % states}`, JUMP: `s${(index * 7 + 3) % states}` } },
    ]),
  ),
});

describe("layouts that are found in a thread of their own", () => {
  test(
    "are those that are found in this one",
    async () => {
      const result = await withLayouts((layouts) => layouts.layOut(chartGraph()));
      expect(result).toMatchObject({ type: "laidOut", chart: await layOutChart(chartGraph()) });
    },
    timeout,
  );

  test(
    "keep nothing else waiting",
    async () => {
      await withLayouts(async (layouts) => {
        let turns = 0;
        const counting = setInterval(() => {
          turns += 1;
        }, 1);
        const layout = await layouts.layOutDefinition(ring(20));
        clearInterval(counting);
        expect(layout).toMatchObject({ type: "laidOut" });
        expect(turns).toBeGreaterThan(20);
      });
    },
    timeout,
  );

  test(
    "are found once for one content, however it is given and however often at once",
    async () => {
      await withLayouts(async (layouts) => {
        const text = JSON.stringify(ring(5));
        const results = await Promise.all([
          layouts.layOutDefinition(text),
          layouts.layOutDefinition(text),
          layouts.layOutDefinition(ring(5)),
          layouts.layOutDefinition(ring(5)),
        ]);
        const charts = results.map((result) =>
          result.type === "laidOut" ? result.chart : undefined,
        );
        expect(charts[0]).toBeDefined();
        expect(charts[1]).toBe(charts[0]);
        expect(charts[3]).toBe(charts[2]);
        expect(charts[2]).toEqual(charts[0]);
        const other = await layouts.layOutDefinition(text, { detail: "events" });
        expect(other).not.toEqual(results[0]);
      });
    },
    timeout,
  );

  test(
    "carry a key that is the same in any process for the same chart and settings only",
    async () => {
      const keyOf = (settings = {}) =>
        withLayouts(async (layouts) => {
          const result = await layouts.layOutDefinition(JSON.stringify(ring(3)), settings);
          return result.type === "laidOut" ? result.key : undefined;
        });
      const key = await keyOf();
      expect(key).toMatch(/^[\da-f]{64}$/);
      expect(await keyOf()).toBe(key);
      expect(await keyOf({ aspectRatio: 1.5, detail: "effects" })).toBe(key);
      expect(await keyOf({ aspectRatio: 0.5 })).not.toBe(key);
    },
    timeout,
  );

  test(
    "are forgotten when there are too many, the longest unused first",
    async () => {
      await withLayouts(
        async (layouts) => {
          const chartOf = async (id: string) => {
            const result = await layouts.layOutDefinition({ id });
            return result.type === "laidOut" ? result.chart : undefined;
          };
          const [a] = [await chartOf("a"), await chartOf("b")];
          expect(await chartOf("a")).toBe(a);
          const b = await chartOf("b");
          await chartOf("a");
          await chartOf("c");
          expect(await chartOf("a")).toBe(a);
          const again = await chartOf("b");
          expect(again).toEqual(b);
          expect(again).not.toBe(b);
        },
        { maximumCharts: 2 },
      );
    },
    timeout,
  );

  test(
    "that take too long are refused, for a while without another attempt; others are found",
    async () => {
      const clock = clockThatRingsFirst();
      await withLayouts(
        async (layouts) => {
          const slow = async () => layouts.layOutDefinition(ring(4));
          const [first, easy] = await Promise.all([
            slow(),
            layouts.layOutDefinition({ id: "easy" }),
          ]);
          expect(first).toMatchObject({ type: "refused", refusal: { code: "layout_timed_out" } });
          expect(easy).toMatchObject({ type: "laidOut" });
          clock.time += 9999;
          expect(await slow()).toBe(first);
          clock.time += 1;
          expect(await slow()).toMatchObject({ type: "laidOut" });
        },
        { clock, timeoutMilliseconds: 1000 },
      );
    },
    timeout,
  );

  test(
    "beyond those that may wait are refused at once, and found when asked for again",
    async () => {
      await withLayouts(
        async (layouts) => {
          const [first, second] = [
            layouts.layOutDefinition(ring(6)),
            layouts.layOutDefinition(ring(7)),
          ];
          expect(await second).toMatchObject({ refusal: { code: "layout_busy" } });
          expect(await first).toMatchObject({ type: "laidOut" });
          expect(await layouts.layOutDefinition(ring(7))).toMatchObject({ type: "laidOut" });
        },
        { maximumWaiting: 1 },
      );
    },
    timeout,
  );

  test("of no definition are refused", async () => {
    await withLayouts(async (layouts) => {
      expect(await layouts.layOutDefinition("{")).toMatchObject({
        refusal: { code: "definition_invalid" },
      });
      expect(await layouts.layOutDefinition(ring(2000))).toMatchObject({
        refusal: { code: "definition_too_large" },
      });
    });
  });

  test(
    "are refused once they are closed, those under way too",
    async () => {
      const layouts = chartLayouts();
      const under = layouts.layOutDefinition(ring(300));
      await layouts.close();
      expect(await under).toMatchObject({ refusal: { code: "layout_closed" } });
      expect(await layouts.layOutDefinition(ring(3))).toMatchObject({
        refusal: { code: "layout_closed" },
      });
    },
    timeout,
  );
});

/** A clock that stands still, whose first sleep is over at once, and none after it. */
function clockThatRingsFirst() {
  let sleeps = 0;
  return {
    time: 0,
    now(): number {
      return this.time;
    },
    async sleep(_milliseconds: number, signal?: AbortSignal): Promise<void> {
      sleeps += 1;
      if (sleeps === 1) return;
      await new Promise<void>((resolve) => {
        signal?.addEventListener("abort", () => resolve(), { once: true });
      });
    },
  };
}
