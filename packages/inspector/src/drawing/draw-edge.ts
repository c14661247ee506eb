import type { LaidOutEdge, LaidOutStart } from "../laid-out-chart.ts";
import { drawLine } from "./draw-line.ts";
import { drawText } from "./draw-text.ts";
import { element, type SvgElement } from "./svg-element.ts";

const classes = (name: string, edge: LaidOutEdge, taken: ReadonlySet<string>): string =>
  taken.has(edge.id) ? `${name} is-taken` : name;

/** The line of an arrow, without its label. */
export const drawEdgeLine = (edge: LaidOutEdge, taken: ReadonlySet<string>): SvgElement =>
  element(
    "g",
    { class: classes("arrow", edge, taken), "data-edge": edge.id },
    element("title", {}, edge.tooltip),
    ...drawLine(edge.points, edge.origin),
  );

/** The label of an arrow, which covers the middle of its line. */
export const drawEdgeLabel = (edge: LaidOutEdge, taken: ReadonlySet<string>): SvgElement =>
  element(
    "g",
    { class: classes("label", edge, taken), "data-edge": edge.id },
    element("title", {}, edge.tooltip),
    element("rect", { class: "behind", ...edge.label.box, rx: 3 }),
    ...drawText(edge.label.text),
  );

/** The dot where a state begins, with its arrow. */
export const drawStart = ({ dot, points }: LaidOutStart): readonly SvgElement[] => [
  element("circle", {
    class: "dot",
    cx: dot.x + dot.width / 2,
    cy: dot.y + dot.height / 2,
    r: dot.width / 2,
  }),
  ...drawLine(points, "plain"),
];
