import { type ChartGraph, type ChartNode, nodesWithin } from "../chart-graph.ts";
import { type Arrow, arrowsOf } from "./arrows.ts";
import { type Box, boxOf, framed, runBy } from "./box.ts";
import type { Detail } from "./detail.ts";
import { labelOf, tooltipOf } from "./label.ts";
import { type Member, membersOf } from "./members.ts";
import { vocabularyOf } from "./vocabulary.ts";
import { type Line, type Origin, wordsOf } from "./words.ts";

/** An arrow with what is written on it. */
export interface LabeledArrow {
  readonly from: string;
  readonly to: string;
  /** Who is behind most of its transitions. */
  readonly origin: Origin;
  readonly label: readonly Line[];
  readonly tooltip: string;
  readonly members: readonly Member[];
}

/** One region as a panel: what is drawn, not yet where. */
export interface Scene {
  readonly region: ChartNode;
  readonly boxes: readonly Box[];
  readonly arrows: readonly LabeledArrow[];
  /** What the region itself runs, and its transitions, from whatever state it is in. */
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

function labeled({ from, to, members }: Arrow, among: number): LabeledArrow {
  const naming = {
    isFromNamed: members.some((member) => member.from !== from),
    isToNamed: members.some((member) => member.to !== to),
    among,
  };
  return {
    from,
    to,
    members,
    origin: mostFrequent(members.map(({ told }) => told.origin)),
    label: labelOf(members, naming, labelWidth),
    tooltip: tooltipOf(members),
  };
}

function anywhereLines(
  region: ChartNode,
  members: readonly Member[],
  detail: Detail,
): readonly Line[] {
  const told = labelOf(members, { isFromNamed: false, isToNamed: true }, anywhereWidth);
  const heading = told.length === 0 ? [] : [wordsOf("In any state", "name")];
  return [...runBy(region, detail), ...heading, ...told];
}

/** What the panel of this region shows. */
function sceneOf(
  graph: ChartGraph,
  region: ChartNode,
  settings: { readonly members: readonly Member[]; readonly detail: Detail },
): Scene {
  const { detail } = settings;
  const own = new Set(nodesWithin(region).map(({ id }) => id));
  const all = settings.members.filter(({ from }) => own.has(from));
  const anywhere = all.filter(({ from }) => from === region.id);
  const members = all.filter(({ from }) => from !== region.id);
  const transitions = { members, anywhere, region: region.id, detail };
  const states = region.children.map((child) => boxOf(child, region, transitions));
  const boxes = framed(region, states, members, vocabularyOf(graph.vocabulary).many);
  const counts = new Map(boxesIn(boxes).map(({ id, children }) => [id, children.length]));
  return {
    region,
    boxes,
    arrows: arrowsOf(members, boxes).map((arrow) => labeled(arrow, counts.get(arrow.to) ?? 0)),
    anywhere: anywhereLines(region, anywhere, detail),
    anywhereTooltip: tooltipOf(anywhere),
  };
}

/** What is written about the machine as a whole, when its regions are shown side by side. */
function machineScene(
  { root }: ChartGraph,
  settings: { readonly members: readonly Member[]; readonly detail: Detail },
): readonly Scene[] {
  const members = settings.members.filter(({ from }) => from === root.id);
  const anywhere = anywhereLines(root, members, settings.detail);
  if (anywhere.length === 0) return [];
  return [{ region: root, boxes: [], arrows: [], anywhere, anywhereTooltip: tooltipOf(members) }];
}

/** The panels of the chart: one for each region of a parallel machine, one for the whole of any other. */
export function scenesOf(graph: ChartGraph, detail: Detail = "effects"): readonly Scene[] {
  const settings = { members: membersOf(graph, detail), detail };
  const { root } = graph;
  if (root.type !== "parallel" || root.children.length === 0) {
    return [sceneOf(graph, root, settings)];
  }
  return [
    ...machineScene(graph, settings),
    ...root.children.map((region) => sceneOf(graph, region, settings)),
  ];
}
