import { type ChartGraph, type ChartNode, nodesWithin } from "../chart-graph.ts";
import { type Origin, originOf } from "../event-words.ts";
import { type Arrow, arrowsOf } from "./arrows.ts";
import { type Box, boxOf, framed } from "./box.ts";
import { labelOf, tooltipOf } from "./label.ts";
import { membersOf } from "./members.ts";
import type { Line } from "./words.ts";

/** An arrow with what is written on it. */
export interface LabeledArrow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Who is behind most of its transitions. */
  readonly origin: Origin;
  readonly label: readonly Line[];
  readonly tooltip: string;
}

/** One region as a panel: what is drawn, not yet where. */
export interface Scene {
  readonly region: ChartNode;
  readonly boxes: readonly Box[];
  readonly arrows: readonly LabeledArrow[];
  /** Transitions of the region itself, from whatever state it is in. */
  readonly anywhere: readonly Line[];
  readonly anywhereTooltip: string;
}

const labelWidth = 170;
const anywhereWidth = 900;

const boxesIn = (boxes: readonly Box[]): readonly Box[] =>
  boxes.flatMap((box) => [box, ...boxesIn(box.children)]);

function mostFrequent(origins: readonly Origin[]): Origin {
  const counts = [...Map.groupBy(origins, (origin) => origin)];
  const [first = ["engine", []]] = counts.toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  return first[0];
}

function labeled({ id, from, to, members }: Arrow, boxes: readonly Box[]): LabeledArrow {
  const among = boxesIn(boxes).find((box) => box.id === to)?.children.length;
  const naming = {
    isFromNamed: members.some((member) => member.from !== from),
    isToNamed: members.some((member) => member.to !== to),
    ...(among === undefined ? {} : { among }),
  };
  return {
    id,
    from,
    to,
    origin: mostFrequent(members.map(({ transition }) => originOf(transition.event))),
    label: labelOf(members, naming, labelWidth),
    tooltip: tooltipOf(members),
  };
}

/** What the panel of this region shows. */
export function sceneOf(graph: ChartGraph, region: ChartNode): Scene {
  const own = new Set(nodesWithin(region).map(({ id }) => id));
  const all = membersOf(graph).filter(({ from }) => own.has(from));
  const anywhere = all.filter(({ from }) => from === region.id);
  const members = all.filter(({ from }) => from !== region.id);
  const states = region.children.map((child) => boxOf(child, { members, anywhere }));
  const boxes = framed(region, states, members);
  return {
    region,
    boxes,
    arrows: arrowsOf(members, boxes).map((arrow) => labeled(arrow, boxes)),
    anywhere: labelOf(anywhere, { isFromNamed: false, isToNamed: true }, anywhereWidth),
    anywhereTooltip: tooltipOf(anywhere),
  };
}
