import type { Point } from "../picture/geometry.ts";
import { element, rounded, type SvgElement } from "./svg-element.ts";

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

/** A line through the points with an arrow's head at its end. */
export function drawLine(points: readonly Point[], classes: string): readonly SvgElement[] {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (before === undefined || tip === undefined) return [];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  if (length === 0) return [];
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
  ];
}
