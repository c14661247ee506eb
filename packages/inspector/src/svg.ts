import type { ChartGraph } from "./chart-graph.ts";
import { drawChart } from "./drawing/draw-chart.ts";
import { svgText } from "./drawing/svg-element.ts";
import { layOutChart, type LayoutSettings } from "./layout/lay-out-chart.ts";

/**
 * The statechart as one SVG picture, with what its colors and signs mean below it: see `drawChart`. The
 * same graph gives the same bytes.
 */
export async function toSvg(graph: ChartGraph, settings: LayoutSettings = {}): Promise<string> {
  return `${svgText(drawChart(await layOutChart(graph, { legend: true, ...settings })))}\n`;
}
