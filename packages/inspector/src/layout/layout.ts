import elk, { type ElkExtendedEdge, type ElkNode, type LayoutOptions } from "elkjs";

import type { Box } from "./box.ts";
import {
  heightOfLines,
  type Point,
  type Rectangle,
  roomFor,
  shifted,
  widthOfLines,
} from "./geometry.ts";
import type { LabeledArrow, Scene } from "./scene.ts";

/** Where everything of a scene, or of a box, is. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By the id of the box. */
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** By the id of the arrow. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly starts: readonly Start[];
}

/** The corners of an arrow, and where its label is. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Rectangle | undefined;
}

/** The dot that shows where a state begins, with the way to what is entered. */
export interface Start {
  readonly dot: Rectangle;
  readonly points: readonly Point[];
}

const options: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.nodeNode": "24",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "14",
  "elk.layered.spacing.nodeNodeBetweenLayers": "24",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "14",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.thoroughness": "40",
  "elk.randomSeed": "1",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
};

/** A chart no wider than this is read without scrolling. */
const widest = 1040;

const dotSize = 10;
const dotId = "(start)";
const inset = 18;

const elkEdge = ({ id, from, to, label }: LabeledArrow): ElkExtendedEdge => ({
  id,
  sources: [from],
  targets: [to],
  labels: [
    {
      // A label without text is left out of the layout.
      text: id,
      width: widthOfLines(label) + 8,
      height: heightOfLines(label) + 4,
      layoutOptions: { "elk.edgeLabels.placement": "CENTER", "elk.edgeLabels.inline": "true" },
    },
  ],
});

const rectangle = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle => ({
  x,
  y,
  width,
  height,
});

function routeOf(edge: ElkExtendedEdge): Route {
  const [section] = edge.sections ?? [];
  const [label] = edge.labels ?? [];
  return {
    points:
      section === undefined
        ? []
        : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint],
    label: label === undefined ? undefined : rectangle(label),
  };
}

function movedBy(layout: Layout, by: Point): Layout {
  const move = ({ points, label }: Route): Route => ({
    points: points.map((point) => shifted(point, by)),
    label: label === undefined ? undefined : shifted(label, by),
  });
  return {
    ...layout,
    boxes: new Map([...layout.boxes].map(([id, place]) => [id, shifted(place, by)])),
    routes: new Map([...layout.routes].map(([id, route]) => [id, move(route)])),
    starts: layout.starts.map(({ dot, points }) => ({
      dot: shifted(dot, by),
      points: points.map((point) => shifted(point, by)),
    })),
  };
}

const costOf = ({ width = 0, height = 0 }: ElkNode) => ({
  excess: Math.max(0, width - widest),
  area: width * height,
});

/** Of a layout from top to bottom and one from left to right, the smaller one that is not too wide. */
async function bestOf(graph: ElkNode): Promise<ElkNode> {
  const layouts: readonly ElkNode[] = await Promise.all(
    ["DOWN", "RIGHT"].map(async (direction) =>
      new elk.default().layout(structuredClone(graph), {
        layoutOptions: { ...options, "elk.direction": direction },
      }),
    ),
  );
  const [best = graph] = layouts.toSorted(
    (one, other) =>
      costOf(one).excess - costOf(other).excess || costOf(one).area - costOf(other).area,
  );
  return best;
}

/** Lays out what is inside a box first, then the box among its neighbors. */
async function layOutInside(
  boxes: readonly Box[],
  initial: string | null,
  arrows: readonly LabeledArrow[],
): Promise<Layout> {
  const insides = new Map(
    await Promise.all(boxes.map(async (box) => [box.id, await layOutBox(box, arrows)] as const)),
  );
  const ids = new Set(boxes.map(({ id }) => id));
  const begins = initial !== null && ids.has(initial);
  const placed = await bestOf({
    id: "(inside)",
    children: [
      ...(begins ? [{ id: dotId, width: dotSize, height: dotSize }] : []),
      ...[...insides].map(([id, { width, height }]) => ({ id, width, height })),
    ],
    edges: [
      ...(begins ? [{ id: dotId, sources: [dotId], targets: [initial] }] : []),
      ...arrows.filter(({ from }) => ids.has(from)).map(elkEdge),
    ],
  });
  const places = new Map((placed.children ?? []).map((node) => [node.id, rectangle(node)]));
  const routes = new Map((placed.edges ?? []).map((edge) => [edge.id, routeOf(edge)]));
  const within = [...insides].map(([id, inside]) =>
    movedBy(inside, places.get(id) ?? { x: 0, y: 0 }),
  );
  const [dot, start] = [places.get(dotId), routes.get(dotId)];
  places.delete(dotId);
  routes.delete(dotId);
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes: new Map([...places, ...within.flatMap((inside) => [...inside.boxes])]),
    routes: new Map([...routes, ...within.flatMap((inside) => [...inside.routes])]),
    starts: [
      ...(dot === undefined || start === undefined ? [] : [{ dot, points: start.points }]),
      ...within.flatMap((inside) => inside.starts),
    ],
  };
}

async function layOutBox(box: Box, arrows: readonly LabeledArrow[]): Promise<Layout> {
  const room = roomFor(box);
  const nothing = { boxes: new Map(), routes: new Map(), starts: [] };
  if (box.children.length === 0) return { ...room, ...nothing };
  const inside = await layOutInside(box.children, box.initial, arrows);
  const top = box.kind === "frame" ? inset : room.height + 4;
  return {
    ...movedBy(inside, { x: inset, y: top }),
    width: Math.max(room.width, inside.width + 2 * inset),
    height: top + inside.height + inset,
  };
}

/** Finds a place for everything of the scene. The same scene is always laid out the same. */
export const layOut = async ({ boxes, region, arrows }: Scene): Promise<Layout> =>
  layOutInside(boxes, region.initial, arrows);
