import type { Box } from "./box.ts";
import { drawLines } from "./draw-text.ts";
import { heightOfLines, padding, type Rectangle } from "./geometry.ts";
import { element, textElement } from "./markup.ts";

const inset = 3;

const around = ({ x, y, width, height }: Rectangle, by: number) => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

/** A box with what is written in it; the boxes inside it are drawn by themselves. */
export function drawBox(box: Box, rectangle: Rectangle): string {
  const { x, y } = rectangle;
  const left = x + padding.x;
  const listTop = y + padding.y + heightOfLines(box.head) + padding.y / 2;
  const list =
    box.list.length === 0
      ? ""
      : element(
          "g",
          {},
          textElement("title", box.tooltip),
          element("path", {
            class: "rule",
            d: `M${left} ${listTop}h${rectangle.width - 2 * padding.x}`,
          }),
          drawLines(box.list, left, listTop + padding.y / 2),
        );
  return element(
    "g",
    { class: box.kind, id: box.id },
    element("rect", { ...around(rectangle, 0), rx: box.kind === "frame" ? 12 : 8 }),
    box.kind === "final" ? element("rect", { ...around(rectangle, inset), rx: 6 }) : "",
    drawLines(box.head, left, y + padding.y),
    list,
  );
}
