import elk, { type ElkExtendedEdge, type ElkNode, type LayoutOptions } from "elkjs";

import type { Point, Rectangle, Size } from "../picture/geometry.ts";
import { effortFor, options } from "./effort.ts";

/** Boxes that are neighbors, with the arrows between them: what is laid out at once. */
export interface Level {
  readonly boxes: readonly Size[];
  /** Between boxes, by their places. */
  readonly arrows: readonly LevelArrow[];
  /** The place of the box that is entered first. */
  readonly initial: number | null;
}

interface LevelArrow {
  readonly from: number;
  readonly to: number;
  readonly label: Size;
}

/** Where everything of a level is, each list in the order of the level's. */
export interface PlacedLevel extends Size {
  readonly boxes: readonly Rectangle[];
  readonly arrows: readonly Route[];
  readonly start: Start | null;
}

/** The corners of an arrow, and where its label is. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Rectangle;
}

/** The dot that shows where a state begins, with the way to what is entered. */
export interface Start {
  readonly dot: Rectangle;
  readonly points: readonly Point[];
}

const dotSize = 10;
const dotId = "start";
const boxId = (place: number): string => `box ${place}`;

const elkArrow = ({ from, to, label }: LevelArrow, place: number): ElkExtendedEdge => ({
  id: `arrow ${place}`,
  sources: [boxId(from)],
  targets: [boxId(to)],
  labels: [
    {
      // A label without text is left out of the layout.
      text: "label",
      ...label,
      layoutOptions: { "elk.edgeLabels.placement": "CENTER", "elk.edgeLabels.inline": "true" },
    },
  ],
});

function elkGraph({ boxes, arrows, initial }: Level): ElkNode {
  return {
    id: "level",
    children: [
      ...(initial === null ? [] : [{ id: dotId, width: dotSize, height: dotSize }]),
      ...boxes.map(({ width, height }, place) => ({ id: boxId(place), width, height })),
    ],
    edges: [
      ...(initial === null ? [] : [{ id: dotId, sources: [dotId], targets: [boxId(initial)] }]),
      ...arrows.map(elkArrow),
    ],
  };
}

/** How large a picture of this shape has to be for all of it to fit in. */
const sizeIn = ({ width = 0, height = 0 }: ElkNode, aspectRatio: number): number =>
  Math.max(width / aspectRatio, height);

/** Lays out levels, each only once however often it comes. */
export class LevelLayouter {
  readonly #elk = new elk.default();
  readonly #layouts = new Map<string, Promise<ElkNode>>();

  /**
   * Finds a place for each box and each arrow of a level, from its top left corner. The same level always
   * comes out the same.
   */
  async place(level: Level, aspectRatio: number): Promise<PlacedLevel> {
    return placedLevel(level, await this.#best(level, aspectRatio));
  }

  /** Of a layout from top to bottom and one from left to right, the one that fits the shape better. */
  async #best(level: Level, aspectRatio: number): Promise<ElkNode> {
    const effort = effortFor(level.boxes.length + level.arrows.length);
    const directions = aspectRatio < 1 ? ["DOWN", "RIGHT"] : ["RIGHT", "DOWN"];
    const layouts: readonly ElkNode[] = await Promise.all(
      directions
        .slice(0, effort.directions)
        .map(async (direction) =>
          this.#layout(level, { ...effort.options, "elk.direction": direction }),
        ),
    );
    const [first = elkGraph(level)] = layouts.toSorted(
      (one, other) => sizeIn(one, aspectRatio) - sizeIn(other, aspectRatio),
    );
    return first;
  }

  async #layout(level: Level, more: LayoutOptions): Promise<ElkNode> {
    const key = JSON.stringify([level, more]);
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const layout = this.#elk.layout(elkGraph(level), {
      layoutOptions: { ...options, ...more },
    });
    this.#layouts.set(key, layout);
    return layout;
  }
}

const rectangle = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle => ({
  x,
  y,
  width,
  height,
});

function pointsOf({ sections: [section] = [] }: ElkExtendedEdge): readonly Point[] {
  if (section === undefined) return [];
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
}

function placedLevel(level: Level, placed: ElkNode): PlacedLevel {
  const [boxes, edges] = [placed.children ?? [], placed.edges ?? []];
  const begins = level.initial === null ? 0 : 1;
  const [dot, start] = [boxes[0], edges[0]];
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes: boxes.slice(begins).map(rectangle),
    arrows: edges
      .slice(begins)
      .map((edge) => ({ points: pointsOf(edge), label: rectangle(edge.labels?.[0] ?? {}) })),
    start:
      begins === 0 || dot === undefined || start === undefined
        ? null
        : { dot: rectangle(dot), points: pointsOf(start) },
  };
}
