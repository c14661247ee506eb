import type { LaidOutChart, LaidOutNode } from "../laid-out-chart.ts";
import type { Activity } from "./activity.ts";
import { chartStyle } from "./chart-style.ts";
import { Descriptions } from "./describe.ts";
import { drawEdgeLabel, drawEdgeLine, drawStart } from "./draw-edge.ts";
import { drawNode, type Reach } from "./draw-node.ts";
import { drawText } from "./draw-text.ts";
import { element, type SvgElement } from "./svg-element.ts";

export interface DrawingOptions {
  /** What is marked: how the machine stands. Left out: nothing is. */
  readonly activity?: Activity;
  /**
   * Makes states reachable by keyboard and screen reader, in document order. `all`: each of them by Tab; an
   * id: that one by Tab, the others by the page's own keys (see `neighborOf`). Default `none`: one picture
   * with a description, as in a document.
   */
  readonly reach?: "none" | "all" | { readonly at: string };
  /** Whether the style sheet is inside the picture. Default true; see `chartStyle`. */
  readonly hasStyle?: boolean;
  /** Begins the ids of the title and the description, for a page with several pictures. Default `chart`. */
  readonly idPrefix?: string;
}

const nothingTaken: ReadonlySet<string> = new Set();

const marksOf = ({ id }: LaidOutNode, activity: Activity | undefined): readonly string[] =>
  activity === undefined
    ? []
    : [
        ...(activity.active.has(id) ? ["is-active"] : []),
        ...(activity.entered.has(id) ? ["is-entered"] : []),
        ...(activity.left.has(id) ? ["was-left"] : []),
      ];

const inWords: Readonly<Record<string, string>> = {
  "is-active": "active",
  "is-entered": "just entered",
  "was-left": "just left",
};

/** The state that Tab leads to: the one asked for if there is one, else the first one. */
function tabStop(
  nodes: readonly LaidOutNode[],
  reach: Exclude<DrawingOptions["reach"], undefined | "none">,
): (id: string) => boolean {
  if (reach === "all") return () => true;
  const at = nodes.some(({ id }) => id === reach.at) ? reach.at : nodes[0]?.id;
  return (id) => id === at;
}

function drawNodes(chart: LaidOutChart, { activity, reach = "none" }: DrawingOptions) {
  const descriptions = new Descriptions(chart);
  const isStop = reach === "none" ? undefined : tabStop(chart.nodes, reach);
  return chart.nodes.map((node) => {
    const marks = marksOf(node, activity);
    const reachable: Reach | undefined = isStop && {
      label: descriptions.name(
        node,
        marks.map((mark) => inWords[mark] ?? mark),
      ),
      description: descriptions.description(node),
      tabIndex: isStop(node.id) ? 0 : -1,
    };
    return { kind: node.kind, drawn: drawNode(node, marks, reachable) };
  });
}

/**
 * The chart as one SVG element: panels, states as boxes, events on the arrows in the color of who is behind
 * them, everything in full in the tooltips. Follows the reader's light or dark color scheme by custom
 * properties; holds no scripts and no fonts. States carry `data-state`, arrows and their labels
 * `data-edge`; with an activity, states have the classes `is-active`, `is-entered` and `was-left`, edges
 * `is-taken`. The same chart and options give the same picture.
 */
export function drawChart(chart: LaidOutChart, options: DrawingOptions = {}): SvgElement {
  const { activity, reach = "none", hasStyle = true, idPrefix = "chart" } = options;
  const { width, height } = chart;
  const taken = activity?.taken ?? nothingTaken;
  const nodes = drawNodes(chart, options);
  const [title, description] = [`${idPrefix}-title`, `${idPrefix}-description`];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "tenure-chart",
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      role: reach === "none" ? "img" : "graphics-document",
      "aria-labelledby": title,
      "aria-describedby": description,
    },
    element("title", { id: title }, `The ${chart.title}'s statechart`),
    element("desc", { id: description }, chart.description),
    hasStyle ? element("style", {}, chartStyle) : undefined,
    element("rect", { class: "page", width, height }),
    ...nodes.filter(({ kind }) => kind === "panel").map(({ drawn }) => drawn),
    ...chart.frames.map(({ box }) =>
      element("g", { class: "frame" }, element("rect", { class: "shape", ...box, rx: 12 })),
    ),
    ...chart.starts.flatMap(drawStart),
    ...chart.edges.map((edge) => drawEdgeLine(edge, taken)),
    ...nodes.filter(({ kind }) => kind !== "panel").map(({ drawn }) => drawn),
    ...chart.edges.map((edge) => drawEdgeLabel(edge, taken)),
    ...(chart.legend === null ? [] : drawText(chart.legend)),
  );
}
