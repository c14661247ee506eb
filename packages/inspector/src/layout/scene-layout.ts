import type { Box } from "../picture/box.ts";
import {
  heightOfLines,
  labelPadding,
  type Point,
  type Rectangle,
  roomFor,
  shifted,
  type Size,
  widthOfLines,
} from "../picture/geometry.ts";
import type { LabeledArrow, Scene } from "../picture/scene.ts";
import type { Level, LevelLayouter, Route, Start } from "./level.ts";

/** Where everything of a scene, or of a box, is, from its top left corner. */
export interface SceneLayout extends Size {
  /** By the id of the box. */
  readonly boxes: ReadonlyMap<string, Rectangle>;
  readonly routes: ReadonlyMap<LabeledArrow, Route>;
  readonly starts: readonly (Start & { readonly of: string })[];
}

const inset = 18;

function movedBy(layout: SceneLayout, by: Point): SceneLayout {
  const all = (points: readonly Point[]) => points.map((point) => shifted(point, by));
  return {
    ...layout,
    boxes: new Map([...layout.boxes].map(([id, place]) => [id, shifted(place, by)])),
    routes: new Map(
      [...layout.routes].map(([arrow, { points, label }]) => [
        arrow,
        { points: all(points), label: shifted(label, by) },
      ]),
    ),
    starts: layout.starts.map(({ of, dot, points }) => ({
      of,
      dot: shifted(dot, by),
      points: all(points),
    })),
  };
}

const roomForLabel = ({ label }: LabeledArrow): Size => ({
  width: widthOfLines(label) + 2 * labelPadding.x,
  height: heightOfLines(label) + 2 * labelPadding.y,
});

/** Lays out the boxes of one scene, from the innermost outwards. */
class SceneLayouter {
  readonly #arrows: ReadonlyMap<string, readonly LabeledArrow[]>;
  readonly #levels: LevelLayouter;
  readonly #aspectRatio: number;

  constructor(arrows: readonly LabeledArrow[], levels: LevelLayouter, aspectRatio: number) {
    this.#arrows = Map.groupBy(arrows, ({ from }) => from);
    this.#levels = levels;
    this.#aspectRatio = aspectRatio;
  }

  /** Lays out what is inside each box first, then the boxes as neighbors. */
  async inside(owner: string, boxes: readonly Box[], initial: string | null): Promise<SceneLayout> {
    if (boxes.length === 0) {
      return { width: 0, height: 0, boxes: new Map(), routes: new Map(), starts: [] };
    }
    const insides = await Promise.all(boxes.map(async (box) => this.#box(box)));
    const arrows = boxes.flatMap(({ id }) => this.#arrows.get(id) ?? []);
    const level = levelOf(boxes, insides, arrows, initial);
    const placed = await this.#levels.place(level, this.#aspectRatio);
    const within = insides.map((inside, place) =>
      movedBy(inside, placed.boxes[place] ?? { x: 0, y: 0 }),
    );
    const own = boxes.flatMap(({ id }, place) => {
      const box = placed.boxes[place];
      return box === undefined ? [] : [[id, box] as const];
    });
    const routes = arrows.flatMap((arrow, place) => {
      const route = placed.arrows[place];
      return route === undefined ? [] : [[arrow, route] as const];
    });
    return {
      width: placed.width,
      height: placed.height,
      boxes: new Map([...own, ...within.flatMap((inside) => [...inside.boxes])]),
      routes: new Map([...routes, ...within.flatMap((inside) => [...inside.routes])]),
      starts: [
        ...(placed.start === null ? [] : [{ of: owner, ...placed.start }]),
        ...within.flatMap((inside) => inside.starts),
      ],
    };
  }

  async #box(box: Box): Promise<SceneLayout> {
    const room = roomFor(box);
    const inside = await this.inside(box.id, box.children, box.initial);
    if (box.children.length === 0) return { ...inside, ...room };
    const top = box.kind === "frame" ? inset : room.height + 4;
    return {
      ...movedBy(inside, { x: inset, y: top }),
      width: Math.max(room.width, inside.width + 2 * inset),
      height: top + inside.height + inset,
    };
  }
}

function levelOf(
  boxes: readonly Box[],
  sizes: readonly Size[],
  arrows: readonly LabeledArrow[],
  initial: string | null,
): Level {
  const places = new Map(boxes.map(({ id }, place) => [id, place]));
  const first = initial === null ? undefined : places.get(initial);
  return {
    boxes: sizes.map(({ width, height }) => ({ width, height })),
    arrows: arrows.map((arrow) => ({
      from: places.get(arrow.from) ?? 0,
      to: places.get(arrow.to) ?? 0,
      label: roomForLabel(arrow),
    })),
    initial: first ?? null,
  };
}

/** Finds a place for everything of the scene; `aspectRatio` is the shape that is aimed at. */
export const layOutScene = async (
  { boxes, region, arrows }: Scene,
  levels: LevelLayouter,
  aspectRatio: number,
): Promise<SceneLayout> =>
  new SceneLayouter(arrows, levels, aspectRatio).inside(region.id, boxes, region.initial);
