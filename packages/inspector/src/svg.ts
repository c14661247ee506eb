import type { ChartGraph } from "./chart-graph.ts";
import { guardWords } from "./event-words.ts";
import { type Drawing, drawPanel, widthOfPanel } from "./picture/draw-panel.ts";
import { drawLines } from "./picture/draw-text.ts";
import { heightOfLines } from "./picture/geometry.ts";
import { layOut } from "./picture/layout.ts";
import { legend } from "./picture/legend.ts";
import { element, textElement } from "./picture/markup.ts";
import { sceneOf } from "./picture/scene.ts";
import { styleSheet } from "./picture/style.ts";

const margin = 16;
/** For those who do not see the picture: its regions and their states. */
const description = ({ root }: ChartGraph): string =>
  root.children
    .map(({ name, children }) => `${name}: ${children.map((child) => child.name).join(", ")}.`)
    .join(" ");

function stack(drawings: readonly Drawing[]): Drawing {
  let top = margin;
  const markup = drawings.map((drawing) => {
    const y = top;
    top += drawing.height + margin;
    return element("g", { transform: `translate(${String(margin)} ${String(y)})` }, drawing.markup);
  });
  const width = Math.max(...drawings.map((drawing) => drawing.width)) + 2 * margin;
  return { width, height: top, markup: markup.join("\n") };
}

/**
 * The statechart as one SVG picture: a panel for each region, states as boxes, events on the arrows in
 * the color of who is behind them, guards where the event alone does not tell the way, everything in
 * full in the tooltips. Follows the reader's light or dark color scheme; holds no scripts and no fonts.
 * The same graph gives the same bytes.
 */
export async function toSvg(graph: ChartGraph): Promise<string> {
  const scenes = graph.root.children.map((region) => sceneOf(graph, region));
  const placed = await Promise.all(
    scenes.map(async (scene) => ({ scene, layout: await layOut(scene) })),
  );
  const panelWidth = Math.max(...placed.map(({ scene, layout }) => widthOfPanel(scene, layout)));
  const panels = placed.map(({ scene, layout }) => drawPanel(scene, layout, panelWidth));
  const { width, height, markup } = stack(panels);
  const full = height + heightOfLines(legend) + margin;
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${String(width)} ${String(full)}`,
      width,
      height: full,
      role: "img",
      "aria-labelledby": "title description",
    },
    textElement("title", `The ${guardWords(graph.root.id)}'s statechart`, { id: "title" }),
    textElement("desc", description(graph), { id: "description" }),
    textElement("style", styleSheet),
    element("rect", { class: "page", width, height: full }),
    markup,
    drawLines(legend, 2 * margin, height),
  );
  return `${svg}\n`;
}
