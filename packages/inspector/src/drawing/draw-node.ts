import type { LaidOutNode } from "../laid-out-chart.ts";
import { padding, type Rectangle } from "../picture/geometry.ts";
import { drawText } from "./draw-text.ts";
import { element, type SvgElement } from "./svg-element.ts";

const inset = 3;

const around = ({ x, y, width, height }: Rectangle, by = 0) => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

const corners: Readonly<Record<LaidOutNode["kind"], number>> = {
  panel: 12,
  state: 8,
  final: 8,
  history: 18,
  compound: 8,
  region: 8,
};

function drawList({ kind, box, list, tooltip }: LaidOutNode): SvgElement | undefined {
  if (list === null) return undefined;
  const rule = {
    class: "rule",
    d: `M${list.x} ${list.y - padding.y / 2}h${box.width - 2 * padding.x}`,
  };
  return element(
    "g",
    {},
    tooltip === "" ? undefined : element("title", {}, tooltip),
    kind === "panel" ? undefined : element("path", rule),
    ...drawText(list),
  );
}

/** How a node takes part in what a reader can reach. */
export interface Reach {
  readonly label: string;
  readonly description: string;
  readonly tabIndex: number;
}

/** A state with what is written in it; the states inside it are drawn by themselves. */
export function drawNode(node: LaidOutNode, marks: readonly string[], reach?: Reach): SvgElement {
  const rx = corners[node.kind];
  return element(
    "g",
    {
      class: [node.kind, ...marks].join(" "),
      "data-state": node.id,
      ...(reach && {
        role: "graphics-object",
        tabindex: reach.tabIndex,
        "aria-label": reach.label,
      }),
    },
    reach === undefined || reach.description === ""
      ? undefined
      : element("desc", {}, reach.description),
    element("rect", { class: "shape", ...around(node.box), rx }),
    node.kind === "final"
      ? element("rect", { class: "shape", ...around(node.box, inset), rx: rx - 2 })
      : undefined,
    ...drawText(node.head),
    drawList(node),
  );
}
