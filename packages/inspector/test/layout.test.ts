import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import {
  type ChartGraph,
  chartGraph,
  type LaidOutChart,
  type LaidOutNode,
  layOutChart,
  readDefinition,
} from "../src/index.ts";
import {
  heightOfLines,
  type Point,
  type Rectangle,
  widthOfLines,
} from "../src/picture/geometry.ts";
import { randomMachine } from "./arbitrary-machine.ts";

/** Coordinates are compared as they are drawn: to a tenth of a pixel. */
const nearly = 0.1;

const isInside = (one: Rectangle, other: Rectangle): boolean =>
  one.x >= other.x - nearly &&
  one.y >= other.y - nearly &&
  one.x + one.width <= other.x + other.width + nearly &&
  one.y + one.height <= other.y + other.height + nearly;

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.x + nearly < other.x + other.width &&
  other.x + nearly < one.x + one.width &&
  one.y + nearly < other.y + other.height &&
  other.y + nearly < one.y + one.height;

const isOnBorder = ({ x, y }: Point, box: Rectangle): boolean => {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const near = (one: number, other: number) => Math.abs(one - other) <= 1;
  const within = (value: number, from: number, to: number) => value >= from - 1 && value <= to + 1;
  return (
    ((near(x, box.x) || near(x, right)) && within(y, box.y, bottom)) ||
    ((near(y, box.y) || near(y, bottom)) && within(x, box.x, right))
  );
};

/** The space a straight piece of a line takes. */
const segments = (points: readonly Point[]): readonly Rectangle[] =>
  points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });

const isAround = (one: string, other: string): boolean =>
  one === "" || one === other || other.startsWith(`${one}.`);

const pairs = <One>(all: readonly One[]): readonly (readonly [One, One])[] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));

/** Each box inside the one it belongs to, below what is written there, apart from others, and large enough. */
function expectBoxesInPlace({ nodes, width, height }: LaidOutChart): void {
  const whole = { x: 0, y: 0, width, height };
  for (const { id, parent, box, kind, head, list } of nodes) {
    expect(isInside(box, whole), `${id} is inside the picture`).toBe(true);
    const told = widthOfLines([...head.lines, ...(list?.lines ?? [])]);
    expect(head.x + told, `what is written in ${id} fits`).toBeLessThanOrEqual(box.x + box.width);
    const around = nodes.find((node) => node.id === parent);
    if (around === undefined || kind === "panel") continue;
    expect(isInside(box, around.box), `${id} is inside ${parent}`).toBe(true);
    const above = around.kind === "panel" ? around.head : (around.list ?? around.head);
    const bottom = above.y + heightOfLines(above.lines);
    expect(box.y, `${id} is below what is written in ${parent}`).toBeGreaterThanOrEqual(bottom);
  }
  for (const [one, other] of pairs(nodes)) {
    if (isAround(one.id, other.id) || isAround(other.id, one.id)) continue;
    expect(overlap(one.box, other.box), `${one.id} and ${other.id} are apart`).toBe(false);
  }
}

/** Each arrow from border to border, around every other box, its label beside boxes and other labels. */
function expectArrowsInPlace({ nodes, frames, edges, width, height }: LaidOutChart): void {
  const whole = { x: 0, y: 0, width, height };
  const boxes = new Map([...nodes, ...frames].map(({ id, box }) => [id, box]));
  const nowhere = { x: -1000, y: -1000, width: 0, height: 0 };
  for (const [one, other] of pairs(edges)) {
    expect(overlap(one.label.box, other.label.box), `${one.id}, ${other.id}`).toBe(false);
  }
  for (const { id, from, to, points, label } of edges) {
    const [start = nowhere, end = nowhere] = [points[0], points.at(-1)];
    expect(isOnBorder(start, boxes.get(from) ?? whole), `${id} starts at ${from}`).toBe(true);
    expect(isOnBorder(end, boxes.get(to) ?? whole), `${id} ends at ${to}`).toBe(true);
    expect(isInside(label.box, whole)).toBe(true);
    expect(widthOfLines(label.text.lines)).toBeLessThanOrEqual(label.box.width);
    for (const other of nodes) {
      if (isAround(other.id, from) && isAround(other.id, to)) continue;
      expect(overlap(label.box, other.box), `the label of ${id} is beside ${other.id}`).toBe(false);
      const crossing = segments(points).filter((segment) => overlap(segment, other.box));
      expect(crossing, `${id} leads around ${other.id}`).toEqual([]);
    }
  }
}

/** Each transition told in full once: at its arrow, or in the box of its state. */
function expectAllTold(chart: LaidOutChart, graph: ChartGraph): void {
  const edges = new Map(chart.edges.map((edge) => [edge.id, edge]));
  const tooltips = new Map(chart.nodes.map(({ id, tooltip }) => [id, tooltip]));
  for (const { from, to, edge, words, event, trigger } of chart.transitions) {
    const drawn = edge === null ? undefined : edges.get(edge);
    expect(drawn?.tooltip ?? tooltips.get(from)).toContain(trigger === "event" ? event : words);
    const isFrame = (id: string) => chart.frames.some((frame) => frame.id === id);
    const ends: readonly (readonly [string, string | null])[] =
      drawn === undefined
        ? []
        : [
            [drawn.from, from],
            [drawn.to, to],
          ];
    for (const [box, state] of ends) expect(isFrame(box) || isAround(box, state ?? "")).toBe(true);
  }
  const written = graph.edges.reduce((sum, { transitions }) => sum + transitions.length, 0);
  expect(chart.transitions).toHaveLength(written);
  expect(edges.size).toBe(chart.edges.length);
}

/** Everything that is promised of a layout. */
function expectReadable(chart: LaidOutChart, graph: ChartGraph): void {
  expectBoxesInPlace(chart);
  expectArrowsInPlace(chart);
  expectAllTold(chart, graph);
}

function graphOf(definition: unknown): ChartGraph {
  const read = readDefinition(definition);
  if (read.type === "refused") throw new Error(read.refusal.message);
  return read.graph;
}

const shape = fc.constantFrom(0.5, 1, 1.5, 3);
const detail = fc.constantFrom("events" as const, "guards" as const, "effects" as const);

describe("a layout", () => {
  test.prop([randomMachine(), shape, detail], { numRuns: 25 })(
    "of any machine keeps boxes apart, labels readable, and arrows between their boxes and around others",
    async (config, aspectRatio, level) => {
      const graph = graphOf(config);
      const chart = await layOutChart(graph, { aspectRatio, detail: level });
      expectReadable(chart, graph);
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
    },
    300_000,
  );

  test.each(["subscription", "tierConfiguration"] as const)(
    "of the machine of a %s does so in every shape",
    async (name) => {
      for (const aspectRatio of [0.5, 1, 1.5, 3]) {
        expectReadable(await layOutChart(chartGraph(name), { aspectRatio }), chartGraph(name));
      }
    },
    300_000,
  );

  // One for each effort: the larger a machine, the less is done for it.
  test.each([12, 25, 60, 130])(
    "of a machine of %s states side by side does so too",
    async (count) => {
      const states = Array.from({ length: count }, (_, place) => {
        const on = { LEFT: `s${(place * 2 + 1) % count}`, RIGHT: `s${(place * 2 + 2) % count}` };
        return [`s${place}`, { on }] as const;
      });
      const graph = graphOf({ id: "many", initial: "s0", states: Object.fromEntries(states) });
      expectReadable(await layOutChart(graph), graph);
    },
    300_000,
  );

  test.each([0.5, 1.5])(
    "comes near the shape it is asked for: %s",
    async (aspectRatio) => {
      const { width, height } = await layOutChart(chartGraph(), { aspectRatio });
      expect(width / height).toBeGreaterThan(aspectRatio / 1.6);
      expect(width / height).toBeLessThan(aspectRatio * 1.6);
    },
    300_000,
  );

  test("is the same every time", async () => {
    const [one, other] = [await layOutChart(chartGraph()), await layOutChart(chartGraph())];
    expect(other).toEqual(one);
  }, 300_000);

  test("tells as much as it is asked to, and knows everything", async () => {
    const graph = graphOf({
      id: "m",
      initial: "a",
      states: {
        a: { entry: "log", on: { GO: { guard: "isOpen", target: "b", actions: "store" } } },
        b: {},
      },
    });
    const wordsOf = (chart: LaidOutChart): string =>
      JSON.stringify([chart.nodes.map(({ head }) => head), chart.edges.map(({ label }) => label)]);
    const told = {
      events: [] as string[],
      guards: ["isOpen"],
      effects: ["isOpen", "log", "store"],
    };
    for (const level of ["events", "guards", "effects"] as const) {
      const chart = await layOutChart(graph, { detail: level });
      const words = wordsOf(chart);
      expect(["isOpen", "log", "store"].filter((word) => words.includes(word))).toEqual(
        told[level],
      );
      expect(words).toContain("GO");
      expect(chart.transitions).toMatchObject([{ guard: "isOpen", actions: ["store"] }]);
      expect(chart.nodes.find(({ id }) => id === "a")?.entry).toEqual(["log"]);
    }
  });

  test("shows what is in no state machine as one panel with its name", async () => {
    const chart = await layOutChart(graphOf({ id: "fetchUser" }));
    expect(
      chart.nodes.map(({ id, name, kind }): Partial<LaidOutNode> => ({ id, name, kind })),
    ).toEqual([{ id: "", name: "fetchUser", kind: "panel" }]);
  });
});
