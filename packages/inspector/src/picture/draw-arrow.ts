import { drawLines } from "./draw-text.ts";
import type { Point } from "./geometry.ts";
import type { Route, Start } from "./layout.ts";
import { element, escaped, rounded, textElement } from "./markup.ts";
import type { LabeledArrow } from "./scene.ts";

const cornerRadius = 6;
const headLength = 8;
const headWidth = 7;

/** The point this many pixels from one point on the way to another, no further than half way. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const written = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** A line through the points with round corners. */
function pathThrough(points: readonly Point[]): string {
  const steps = points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined) return `M${written(point)}`;
    if (after === undefined) return `L${written(point)}`;
    const [into, outOf] = [
      towards(point, before, cornerRadius),
      towards(point, after, cornerRadius),
    ];
    return `L${written(into)}Q${written(point)} ${written(outOf)}`;
  });
  return steps.join("");
}

/** The head at the end of the line, and the line shortened by it. */
function headed(points: readonly Point[], classes: string): string {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (before === undefined || tip === undefined) return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const base = { x: tip.x - along.x * headLength, y: tip.y - along.y * headLength };
  const side = { x: (-along.y * headWidth) / 2, y: (along.x * headWidth) / 2 };
  const corners = [
    tip,
    { x: base.x + side.x, y: base.y + side.y },
    { x: base.x - side.x, y: base.y - side.y },
  ];
  return [
    element("path", { class: `line ${classes}`, d: pathThrough([...points.slice(0, -1), base]) }),
    element("path", { class: `head ${classes}`, d: `M${corners.map(written).join("L")}Z` }),
  ].join("");
}

/** The line of an arrow, without its label. */
export const drawArrowLine = (arrow: LabeledArrow, route: Route): string =>
  element(
    "g",
    { class: "arrow" },
    textElement("title", arrow.tooltip),
    headed(route.points, arrow.origin),
  );

/** The label of an arrow, which covers the middle of its line. */
export function drawArrowLabel(arrow: LabeledArrow, route: Route): string {
  if (route.label === undefined) return "";
  const { x, y, width, height } = route.label;
  return element(
    "g",
    { class: "label" },
    `<title>${escaped(arrow.tooltip)}</title>`,
    element("rect", { class: "behind", x, y, width, height, rx: 3 }),
    drawLines(arrow.label, x + width / 2, y + 2, "middle"),
  );
}

/** The dot where a state begins, with its arrow. */
export const drawStart = ({ dot, points }: Start): string =>
  element("circle", {
    class: "dot",
    cx: dot.x + dot.width / 2,
    cy: dot.y + dot.height / 2,
    r: dot.width / 2,
  }) + headed(points, "plain");
