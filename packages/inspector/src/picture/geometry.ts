import type { Box } from "./box.ts";
import { heightOf, type Line, widthOf } from "./words.ts";

/** In pixels, from the top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Point, Size {}

/** Between the border of a box and what is written in it. */
export const padding = { x: 12, y: 9 } as const;

export const heightOfLines = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + heightOf(line), 0);

export const widthOfLines = (lines: readonly Line[]): number => Math.max(0, ...lines.map(widthOf));

/** How much room the words of a box need, its border included. */
export const roomFor = (box: Box): Size => ({
  width: Math.max(72, widthOfLines([...box.head, ...box.list]) + 2 * padding.x),
  height:
    heightOfLines(box.head) +
    2 * padding.y +
    (box.list.length === 0 ? 0 : heightOfLines(box.list) + padding.y),
});

/** Around the label of an arrow. */
export const labelPadding = { x: 4, y: 2 } as const;

export const shifted = <Place extends Point>(place: Place, by: Point): Place => ({
  ...place,
  x: place.x + by.x,
  y: place.y + by.y,
});
