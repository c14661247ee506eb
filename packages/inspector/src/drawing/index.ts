export { drawChart } from "./draw-chart.ts";
export type { DrawingOptions } from "./draw-chart.ts";
export { drawSequence } from "./draw-sequence.ts";
export type { SequenceDrawingOptions } from "./draw-sequence.ts";
export { chartStyle } from "./chart-style.ts";
export { activeStates, activityOf } from "./activity.ts";
export type { Activity, Step } from "./activity.ts";
export { neighborOf } from "./neighbor.ts";
export type { Direction } from "./neighbor.ts";
export { svgText } from "./svg-element.ts";
export type { SvgElement } from "./svg-element.ts";
export type {
  LaidOutChart,
  LaidOutEdge,
  LaidOutFrame,
  LaidOutNode,
  LaidOutStart,
  LaidOutTransition,
  TextBlock,
} from "../laid-out-chart.ts";
export type { Detail } from "../picture/detail.ts";
export type { Point, Rectangle } from "../picture/geometry.ts";
export type { Line, Origin, Word } from "../picture/words.ts";
