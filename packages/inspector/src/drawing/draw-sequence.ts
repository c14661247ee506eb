import { heightOfLines, widthOfLines } from "../picture/geometry.ts";
import type { Lifeline, SequenceDiagram, SequenceStep } from "../session/sequence-diagram.ts";
import { chartStyle } from "./chart-style.ts";
import { drawLine } from "./draw-line.ts";
import { drawText } from "./draw-text.ts";
import { element, type SvgElement } from "./svg-element.ts";

export interface SequenceDrawingOptions {
  /** The number of the step that is marked. */
  readonly marked?: number;
  /** Whether the style sheet is inside the picture. Default true; see `chartStyle`. */
  readonly hasStyle?: boolean;
  /** Begins the ids of the title and the description, for a page with several pictures. Default `sequence`. */
  readonly idPrefix?: string;
}

const selfReach = 26;
const selfDrop = 10;

const lineOf = ({ x, headBox }: Lifeline, bottom: number): SvgElement =>
  element("path", { class: "lifeline", d: `M${x} ${headBox.y + headBox.height}V${bottom}` });

const headOf = ({ actor, name, head, headBox }: Lifeline): SvgElement =>
  element(
    "g",
    { class: "state", ...(actor !== null && { "data-actor": actor }) },
    element("title", {}, name),
    element("rect", { class: "shape", ...headBox, rx: 8 }),
    ...drawText(head),
  );

const classOf: Readonly<Record<SequenceStep["kind"], string>> = {
  created: "plain",
  event: "event",
  state: "plain",
};

/** The arrow of a step; what an actor sends to itself goes out and comes back. */
function arrowOf({ kind, y, fromX, toX }: SequenceStep): readonly SvgElement[] {
  if (kind === "state") return [element("circle", { class: "dot", cx: fromX, cy: y - 4, r: 4 })];
  if (fromX !== toX)
    return drawLine(
      [
        { x: fromX, y },
        { x: toX, y },
      ],
      classOf[kind],
    );
  const out = fromX + selfReach;
  const loop = [
    { x: fromX, y: y - selfDrop },
    { x: out, y: y - selfDrop },
    { x: out, y: y + selfDrop / 2 },
    { x: fromX, y: y + selfDrop / 2 },
  ];
  return drawLine(loop, classOf[kind]);
}

/** Keeps the lines that cross a label out of it. */
function behind({ label: { lines, x, y, anchor } }: SequenceStep): SvgElement {
  const width = widthOfLines(lines) + 4;
  const left = anchor === "middle" ? x - width / 2 : x - 2;
  return element("rect", { class: "page", x: left, y, width, height: heightOfLines(lines) });
}

const stepOf = (step: SequenceStep, marked: number | undefined): SvgElement =>
  element(
    "g",
    {
      class: `step ${step.kind}${step.number === marked ? " is-taken" : ""}`,
      "data-step": step.number,
    },
    element("title", {}, step.tooltip),
    ...arrowOf(step),
    behind(step),
    ...drawText(step.label),
  );

/** The steps for those who do not see the picture. */
const description = ({ steps }: SequenceDiagram): string =>
  steps.map(({ tooltip }) => tooltip).join("\n");

/**
 * A sequence diagram as one SVG element, in the style of the charts. Heads of lifelines carry `data-actor`,
 * steps `data-step` with their number. The same diagram gives the same picture.
 */
export function drawSequence(
  diagram: SequenceDiagram,
  { marked, hasStyle = true, idPrefix = "sequence" }: SequenceDrawingOptions = {},
): SvgElement {
  const width = Math.ceil(diagram.width);
  const height = Math.ceil(diagram.height);
  const [title, told] = [`${idPrefix}-title`, `${idPrefix}-description`];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "tenure-chart",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-labelledby": title,
      "aria-describedby": told,
    },
    element("title", { id: title }, "Events between actors, in their order"),
    element("desc", { id: told }, description(diagram)),
    hasStyle ? element("style", {}, chartStyle) : undefined,
    element("rect", { class: "page", width, height }),
    ...diagram.lifelines.map((lifeline) => lineOf(lifeline, height)),
    ...diagram.lifelines.map(headOf),
    ...diagram.steps.map((step) => stepOf(step, marked)),
  );
}
