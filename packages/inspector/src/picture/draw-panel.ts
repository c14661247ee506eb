import type { Box } from "./box.ts";
import { drawArrowLabel, drawArrowLine, drawStart } from "./draw-arrow.ts";
import { drawBox } from "./draw-box.ts";
import { drawLines } from "./draw-text.ts";
import { heightOfLines, widthOfLines } from "./geometry.ts";
import type { Layout } from "./layout.ts";
import { element, textElement } from "./markup.ts";
import type { Scene } from "./scene.ts";
import { wordsOf } from "./words.ts";

/** A part of the picture that is drawn from its own top left corner. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

const margin = 20;
const headingHeight = 60;

const boxesIn = (box: Box): readonly Box[] => [box, ...box.children.flatMap(boxesIn)];

function drawAnywhere(scene: Scene, y: number): string {
  if (scene.anywhere.length === 0) return "";
  const heading = wordsOf("In any state", "name");
  return element(
    "g",
    {},
    textElement("title", scene.anywhereTooltip),
    drawLines([heading, ...scene.anywhere], margin, y),
  );
}

function drawChart(scene: Scene, layout: Layout): string {
  const boxes = scene.boxes.flatMap(boxesIn);
  const draw = (box: Box): string => {
    const rectangle = layout.boxes.get(box.id);
    return rectangle === undefined ? "" : drawBox(box, rectangle);
  };
  const routed = scene.arrows.flatMap((arrow) => {
    const route = layout.routes.get(arrow.id);
    return route === undefined ? [] : [{ arrow, route }];
  });
  return [
    ...boxes.filter(({ children }) => children.length > 0).map(draw),
    ...layout.starts.map(drawStart),
    ...routed.map(({ arrow, route }) => drawArrowLine(arrow, route)),
    ...boxes.filter(({ children }) => children.length === 0).map(draw),
    ...routed.map(({ arrow, route }) => drawArrowLabel(arrow, route)),
  ].join("\n");
}

/** How wide a panel has to be for all of its scene. */
export const widthOfPanel = (scene: Scene, layout: Layout): number =>
  Math.max(layout.width, widthOfLines(scene.anywhere)) + 2 * margin;

/** One region: its name, its chart in the middle, and what happens in any of its states. */
export function drawPanel(scene: Scene, layout: Layout, width: number): Drawing {
  const { region } = scene;
  const listTop = headingHeight + layout.height + margin / 2;
  const list = scene.anywhere.length === 0 ? 0 : heightOfLines(scene.anywhere) + 24;
  const left = Math.round((width - layout.width) / 2);
  const height = listTop + list + margin;
  return {
    width,
    height,
    markup: [
      element("rect", { class: "panel", width, height, rx: 12 }),
      textElement("text", region.name, { class: "heading", x: margin, y: 34 }),
      textElement("text", region.description, { class: "prose", x: margin, y: 54 }),
      element(
        "g",
        { class: "panel-chart", transform: `translate(${String(left)} ${String(headingHeight)})` },
        drawChart(scene, layout),
      ),
      drawAnywhere(scene, listTop),
    ].join("\n"),
  };
}
