import type { ChartGraph, ChartNode } from "../chart-graph.ts";
import type {
  LaidOutChart,
  LaidOutEdge,
  LaidOutNode,
  LaidOutTransition,
  TextBlock,
} from "../laid-out-chart.ts";
import type { Box } from "../picture/box.ts";
import {
  heightOfLines,
  labelPadding,
  padding,
  type Point,
  type Rectangle,
  shifted,
} from "../picture/geometry.ts";
import type { LabeledArrow } from "../picture/scene.ts";
import type { Line } from "../picture/words.ts";
import type { Route } from "./level.ts";
import { type Panel, placesIn } from "./panel.ts";

type Placed = Pick<LaidOutChart, "nodes" | "frames" | "edges" | "starts" | "transitions">;

const block = (lines: readonly Line[], { x, y }: Point): TextBlock => ({
  lines,
  x,
  y,
  anchor: "start",
});

const blockOrNone = (lines: readonly Line[], at: Point): TextBlock | null =>
  lines.length === 0 ? null : block(lines, at);

function withoutChildren({ children: _children, ...rest }: ChartNode): Omit<ChartNode, "children"> {
  return rest;
}

const boxesIn = (box: Box): readonly Box[] => [box, ...box.children.flatMap(boxesIn)];

const nodesIn = (node: ChartNode): readonly ChartNode[] => [
  node,
  ...node.children.flatMap(nodesIn),
];

function nodeAt(node: ChartNode, box: Box, at: Rectangle, panel: string): readonly LaidOutNode[] {
  if (box.kind === "frame") return [];
  const left = at.x + padding.x;
  const top = at.y + padding.y;
  return [
    {
      ...withoutChildren(node),
      kind: box.kind,
      panel,
      box: at,
      head: block(box.head, { x: left, y: top }),
      list: blockOrNone(box.list, { x: left, y: top + heightOfLines(box.head) + padding.y }),
      tooltip: box.tooltip,
    },
  ];
}

function panelNode({ scene, head }: Panel, place: Rectangle, panel: Panel): LaidOutNode {
  const places = placesIn(panel, place.width);
  return {
    ...withoutChildren(scene.region),
    kind: "panel",
    panel: scene.region.id,
    box: place,
    head: block(head, shifted(places.head, place)),
    list: blockOrNone(scene.anywhere, shifted(places.list, place)),
    tooltip: scene.anywhereTooltip,
  };
}

function nodesOf(panel: Panel, place: Rectangle, origin: Point): readonly LaidOutNode[] {
  const { scene, layout } = panel;
  const boxes = new Map(scene.boxes.flatMap(boxesIn).map((box) => [box.id, box]));
  const inside = scene.boxes.length === 0 ? [] : scene.region.children.flatMap(nodesIn);
  return [
    panelNode(panel, place, panel),
    ...inside.flatMap((node) => {
      const [box, at] = [boxes.get(node.id), layout.boxes.get(node.id)];
      if (box === undefined || at === undefined) return [];
      return nodeAt(node, box, shifted(at, origin), scene.region.id);
    }),
  ];
}

function edgeOf(
  id: string,
  arrow: LabeledArrow,
  { points, label }: Route,
  origin: Point,
): LaidOutEdge {
  const box = shifted(label, origin);
  return {
    id,
    from: arrow.from,
    to: arrow.to,
    points: points.map((point) => shifted(point, origin)),
    label: {
      box,
      text: {
        lines: arrow.label,
        x: box.x + box.width / 2,
        y: box.y + labelPadding.y,
        anchor: "middle",
      },
    },
    origin: arrow.origin,
    tooltip: arrow.tooltip,
  };
}

/** Gives each edge an id of its own, which says where it leads. */
class EdgeIds {
  readonly #taken = new Set<string>();

  next({ from, to }: LabeledArrow): string {
    const plain = `${from} -> ${to}`;
    let id = plain;
    for (let again = 2; this.#taken.has(id); again += 1) id = `${plain} (${again})`;
    this.#taken.add(id);
    return id;
  }
}

/** Everything of the panels at its place in the whole picture. */
export function flattened(
  graph: ChartGraph,
  panels: readonly Panel[],
  places: readonly Rectangle[],
): Placed {
  const ids = new EdgeIds();
  const edgeOfTransition = new Map<object, string>();
  const nothing = { x: 0, y: 0, width: 0, height: 0 };
  const parts = panels.map((panel, index): Omit<Placed, "transitions"> => {
    const { scene, layout } = panel;
    const place = places[index] ?? nothing;
    const origin = shifted(placesIn(panel, place.width).chart, place);
    return {
      nodes: nodesOf(panel, place, origin),
      frames: scene.boxes.flatMap(boxesIn).flatMap(({ id, kind }) => {
        const at = layout.boxes.get(id);
        return kind !== "frame" || at === undefined ? [] : [{ id, box: shifted(at, origin) }];
      }),
      edges: [...layout.routes].map(([arrow, route]) => {
        const id = ids.next(arrow);
        for (const { transition } of arrow.members) edgeOfTransition.set(transition, id);
        return edgeOf(id, arrow, route, origin);
      }),
      starts: layout.starts.map(({ of, dot, points }) => ({
        of,
        dot: shifted(dot, origin),
        points: points.map((point) => shifted(point, origin)),
      })),
    };
  });
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    frames: parts.flatMap(({ frames }) => frames),
    edges: parts.flatMap(({ edges }) => edges),
    starts: parts.flatMap(({ starts }) => starts),
    transitions: graph.edges.flatMap(({ from, to, transitions }) =>
      transitions.map((transition): LaidOutTransition => {
        const edge = edgeOfTransition.get(transition) ?? null;
        return Object.assign({ from, to, edge }, transition);
      }),
    ),
  };
}
