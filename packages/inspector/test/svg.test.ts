import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import { type ChartGraph, nodesWithin } from "../src/chart-graph.ts";
import { chartGraph, toSvg } from "../src/index.ts";
import { elementsOf, parseXml, type Xml } from "./xml.ts";

/** Pictures take a while on a machine that has much else to do. */
const timeout = 300_000;

const graph = chartGraph();
const svg = await toSvg(graph);
const elements = elementsOf(parseXml(svg));
const regions = graph.root.children;
const states = regions.flatMap(({ children }) => children.flatMap(nodesWithin));

const textOf = (element: Xml): string =>
  [element.text, ...element.children.map(textOf)].join(" ").replaceAll(/\s+/g, " ");
const named = (name: string) => elements.filter((element) => element.name === name);
const tooltips = named("title").map(textOf).join(" ");
const number = (element: Xml | undefined, name: string) => Number(element?.attributes[name]);

const boxOf = (id: string): Xml | undefined =>
  elements
    .find(({ attributes }) => attributes["data-state"] === id)
    ?.children.find(({ name }) => name === "rect");

describe("the picture", () => {
  test(
    "says whose it is",
    async () => {
      expect(tooltips).toContain("The subscription's statechart");
      expect(await toSvg(chartGraph("tierConfiguration"))).toContain(
        "The tier configuration's statechart",
      );
    },
    timeout,
  );

  test("shows every state with its name", () => {
    for (const { id, name } of states) {
      const box = elements.find(({ attributes }) => attributes["data-state"] === id);
      const first = elementsOf(box ?? fail(id)).find(({ name: tag }) => tag === "tspan");
      expect(first?.text, id).toBe(name);
    }
    const headings = named("tspan").filter(({ attributes }) => attributes["class"] === "heading");
    expect(headings.map(({ text }) => text)).toEqual(regions.map(({ name }) => name));
  });

  test("names every event, guard and effect of every transition in full", () => {
    for (const { transitions } of graph.edges)
      for (const { event, guard, actions } of transitions)
        for (const word of [event || "always", ...(guard === null ? [] : [guard]), ...actions])
          expect(tooltips).toContain(word);
  });

  test("shows every effect that entering or leaving a state asks for", () => {
    for (const { id, entry, exit } of states) {
      const box = elements.find(({ attributes }) => attributes["data-state"] === id) ?? fail(id);
      for (const effect of [...entry, ...exit]) expect(textOf(box)).toContain(effect);
    }
  });

  test("puts each state inside the one it belongs to, and beside its neighbors", () => {
    const inside = (one: Xml | undefined, other: Xml | undefined) =>
      number(one, "x") > number(other, "x") &&
      number(one, "y") > number(other, "y") &&
      number(one, "x") + number(one, "width") < number(other, "x") + number(other, "width") &&
      number(one, "y") + number(one, "height") < number(other, "y") + number(other, "height");
    const apart = (one: Xml | undefined, other: Xml | undefined) =>
      number(one, "x") + number(one, "width") <= number(other, "x") ||
      number(one, "y") + number(one, "height") <= number(other, "y");
    for (const parent of [...states, ...regions]) {
      for (const child of parent.children) {
        if (!regions.includes(parent))
          expect(inside(boxOf(child.id), boxOf(parent.id)), child.id).toBe(true);
        for (const other of parent.children) {
          if (other === child) continue;
          const [one, two] = [boxOf(child.id), boxOf(other.id)];
          expect(apart(one, two) || apart(two, one), `${child.id} and ${other.id}`).toBe(true);
        }
      }
    }
  });

  test("keeps all labels apart from each other and inside the picture", () => {
    const labels = elements.filter(({ attributes }) => attributes["class"] === "behind");
    expect(labels.length).toBeGreaterThan(20);
    for (const [index, one] of labels.entries()) {
      expect(number(one, "x") + number(one, "width")).toBeLessThan(number(elements[0], "width"));
      for (const other of labels.slice(index + 1)) {
        const overlap =
          number(one, "x") < number(other, "x") + number(other, "width") &&
          number(other, "x") < number(one, "x") + number(one, "width") &&
          number(one, "y") < number(other, "y") + number(other, "height") &&
          number(other, "y") < number(one, "y") + number(one, "height");
        expect(overlap).toBe(false);
      }
    }
  });

  test("can be read by those who do not see it, and in the dark", () => {
    const [root] = elements;
    expect(root?.attributes).toMatchObject({
      role: "img",
      "aria-labelledby": "chart-title",
      "aria-describedby": "chart-description",
    });
    for (const id of ["chart-title", "chart-description"])
      expect(elements.filter(({ attributes }) => attributes["id"] === id)).toHaveLength(1);
    expect(named("style")[0]?.text).toContain("prefers-color-scheme:dark");
  });

  test("brings nothing from elsewhere and runs nothing", () => {
    expect(named("script")).toEqual([]);
    expect(named("image")).toEqual([]);
    expect(svg.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|@import|url\(/);
  });

  test(
    "is the same every time",
    async () => {
      expect(await toSvg(chartGraph())).toBe(svg);
    },
    timeout,
  );

  test.prop([fc.string({ unit: "grapheme-ascii", minLength: 1 })], { numRuns: 20 })(
    "stays well-formed whatever the chart says of a state",
    async (description) => {
      const [region] = regions;
      if (region === undefined) return;
      const one: ChartGraph = {
        ...graph,
        root: { ...graph.root, children: [{ ...region, description }] },
        edges: [],
      };
      const drawn = elementsOf(parseXml(await toSvg(one)));
      const prose = drawn.filter(({ attributes }) => attributes["class"] === "prose");
      const words = description.split(" ").filter((word) => word !== "");
      expect(prose.some(({ text }) => text === words.join(" ")) || words.length === 0).toBe(true);
    },
    timeout,
  );
});

function fail(what: string): never {
  throw new Error(`Not drawn: ${what}`);
}
