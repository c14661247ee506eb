import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { neighborOf } from "../src/drawing/index.ts";
import { chartOf, door } from "./door-machine.ts";

const doorChart = chartOf(door.config);

describe("the way from state to state by keys", () => {
  test.prop([
    fc.array(
      fc.constantFrom(
        "left",
        "right",
        "up",
        "down",
        "in",
        "out",
        "next",
        "previous",
        "first",
        "last",
      ),
      { maxLength: 30 },
    ),
  ])(
    "always leads to a state, in document order through all, and out of what it led into",
    async (directions) => {
      const chart = await doorChart;
      const ids = chart.nodes.map(({ id }) => id);
      let at = ids[0] ?? "";
      for (const direction of directions) {
        const inside = neighborOf(chart, at, "in");
        if (inside !== undefined && inside !== at)
          expect(neighborOf(chart, inside, "out")).toBe(at);
        at = neighborOf(chart, at, direction) ?? "";
        expect(ids).toContain(at);
      }
      const walked = ids.map((id) => neighborOf(chart, id, "next"));
      expect(walked).toEqual([...ids.slice(1), ids.at(-1)]);
    },
  );

  test("leads to what lies there on the picture", async () => {
    const chart = await chartOf({
      id: "row",
      initial: "a",
      states: { a: { on: { GO: "b" } }, b: { on: { GO: "c" } }, c: {} },
    });
    const [a, b] = ["a", "b"].map((id) => chart.nodes.find((node) => node.id === id)?.box);
    const [there, back] =
      (a?.x ?? 0) < (b?.x ?? 0) ? (["right", "left"] as const) : (["down", "up"] as const);
    expect(neighborOf(chart, "a", there)).toBe("b");
    expect(neighborOf(chart, "b", there)).toBe("c");
    expect(neighborOf(chart, "c", back)).toBe("b");
    expect(neighborOf(chart, "c", there)).toBe("c");
    expect(neighborOf(chart, "gone", "right")).toBe("");
    expect(neighborOf({ nodes: [] }, "a", "next")).toBeUndefined();
  });
});
