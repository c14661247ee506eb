import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";

import {
  activityOf,
  chartStyle,
  drawChart,
  type SvgElement,
  svgText,
} from "../src/drawing/index.ts";
import { chartOf, door } from "./door-machine.ts";
import { parseXml } from "./xml.ts";

const timeout = 120_000;

const doorChart = chartOf(door.config);

const all = (element: SvgElement): readonly SvgElement[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === "string" ? [] : all(child))),
];

describe("a drawn chart", () => {
  test("marks how the machine stands, for the eye and for the ear", async () => {
    const chart = await doorChart;
    const activity = activityOf(chart, {
      previousValue: { lock: "locked", light: "off" },
      event: "UNLOCK",
      value: { lock: { unlocked: "closed" }, light: "off" },
    });
    const drawn = all(drawChart(chart, { activity, reach: "all" }));
    const state = (id: string) => drawn.find(({ attributes }) => attributes["data-state"] === id);
    expect(state("lock.unlocked.closed")?.attributes).toMatchObject({
      class: "state is-active is-entered",
      role: "graphics-object",
      tabindex: 0,
      "aria-label": "closed, state in unlocked, active, just entered",
    });
    expect(state("lock.locked")?.attributes["class"]).toBe("state was-left");
    expect(state("light.on")?.attributes["class"]).toBe("state");
    const described = state("lock.locked")?.children[0];
    expect(described).toMatchObject({ name: "desc", children: ["On UNLOCK: to unlocked."] });
    const taken = drawn.filter(({ attributes }) =>
      String(attributes["class"]).includes("is-taken"),
    );
    expect(taken.map(({ attributes }) => attributes["data-edge"])).toEqual([
      "lock.locked -> lock.unlocked",
      "lock.locked -> lock.unlocked",
    ]);
  });

  test("is one image without tab stops unless it is to be reached, then every state is one, or only one", async () => {
    const chart = await doorChart;
    const stops = (element: SvgElement) =>
      all(element).flatMap(({ attributes }) =>
        "tabindex" in attributes ? [[attributes["data-state"], attributes["tabindex"]]] : [],
      );
    const still = drawChart(chart);
    expect(still.attributes["role"]).toBe("img");
    expect(stops(still)).toEqual([]);
    const every = drawChart(chart, { reach: "all" });
    expect(every.attributes["role"]).toBe("graphics-document");
    expect(new Set(stops(every).map(([id]) => id))).toEqual(
      new Set(chart.nodes.map(({ id }) => id)),
    );
    const roving = stops(drawChart(chart, { reach: { at: "light.on" } }));
    expect(roving.filter(([, index]) => index === 0)).toEqual([["light.on", 0]]);
    const lost = stops(drawChart(chart, { reach: { at: "nowhere" } }));
    expect(lost.filter(([, index]) => index === 0)).toEqual([[chart.nodes[0]?.id, 0]]);
  });

  test.prop(
    [fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "grapheme", minLength: 1 })],
    { numRuns: 25 },
  )(
    "is well-formed whatever names and texts are made of",
    async (name, text) => {
      const chart = await chartOf({
        id: text,
        initial: name,
        states: {
          [name]: {
            description: text,
            entry: name,
            tags: [name],
            on: { [text]: { target: "b", guard: name } },
          },
          b: {},
        },
      });
      const activity = activityOf(chart, { value: name });
      const svg = svgText(drawChart(chart, { activity, reach: "all" }));
      expect(() => parseXml(svg)).not.toThrow();
      // oxlint-disable-next-line no-control-regex -- these must not be there
      expect(svg).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      expect(svg.isWellFormed()).toBe(true);
    },
    timeout,
  );

  test("has rules for the inside of pictures only, and every color in light and in dark", () => {
    const rules = chartStyle.replaceAll(/@media\([^)]*\)\{(?<inside>[^}]*\})\}/g, "$<inside>");
    const selectors = [...rules.matchAll(/(?<selectors>[^{}]+)\{/g)].flatMap(({ groups }) =>
      (groups?.["selectors"] ?? "").split(","),
    );
    expect(selectors.length).toBeGreaterThan(30);
    for (const selector of selectors)
      expect(selector.trim()).toMatch(/^(?:\[data-theme="\w+"\] )?\.tenure-chart/);
    const used = new Set(
      [...chartStyle.matchAll(/var\((?<name>--[\w-]+)\)/g)].map(({ groups }) => groups?.["name"]),
    );
    const themes = chartStyle.split("\n").slice(0, 4);
    for (const theme of themes) for (const name of used) expect(theme).toContain(`${name}:#`);
  });

  test("contrasts its texts with what is behind them enough to be read, in light and in dark", () => {
    const luminance = (hex: string): number => {
      const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
      const [red = 0, green = 0, blue = 0] = parts.map((part) =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    for (const theme of chartStyle.split("\n").slice(2, 4)) {
      const colors = new Map(
        [...theme.matchAll(/--chart-(?<name>[\w-]+):(?<color>#\w{6})/g)].map(({ groups }) => [
          groups?.["name"] ?? "",
          groups?.["color"] ?? "",
        ]),
      );
      const color = (name: string): string => colors.get(name) ?? "";
      for (const text of [
        "text",
        "dim",
        "platform",
        "vendor",
        "command",
        "operator",
        "engine",
        "event",
      ]) {
        for (const behind of ["page", "panel", "box", "active-box"]) {
          expect(
            contrast(color(text), color(behind)),
            `${text} on ${behind} in ${theme.slice(0, 30)}`,
          ).toBeGreaterThanOrEqual(4.5);
        }
      }
      for (const shape of ["active", "left", "focus"])
        expect(contrast(color(shape), color("panel"))).toBeGreaterThanOrEqual(3);
    }
  });
});
