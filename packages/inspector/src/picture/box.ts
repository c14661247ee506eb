import type { ChartNode } from "../chart-graph.ts";
import { type Detail, shows } from "./detail.ts";
import { labelOf, listedEvents, tooltipOf } from "./label.ts";
import { eventsOf, type Member, type ToldEvent } from "./members.ts";
import { areApart, isWithin } from "./within.ts";
import { type Line, wordsOf, wrap } from "./words.ts";

/** What a box stands for: a state by its kind, or a frame around what one arrow leads to. */
export type BoxKind = "state" | "final" | "history" | "compound" | "region" | "frame";

/** A state as it is drawn, with the boxes inside it. */
export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  readonly head: readonly Line[];
  /** What happens without an arrow, most of it without leaving the state. */
  readonly list: readonly Line[];
  readonly tooltip: string;
  /** The child entered first, which gets an arrow from a dot. */
  readonly initial: string | null;
  readonly children: readonly Box[];
}

export interface Transitions {
  /** Those that start in a state of this region. */
  readonly members: readonly Member[];
  /** Those of the region itself. */
  readonly anywhere: readonly Member[];
  /** The region whose states they are. */
  readonly region: string;
  readonly detail: Detail;
}

const boxWidth = 190;

/** From this many states on, "each of them" is said at once. */
const many = 3;

/** What leads to this state from any state of the region, but for events that may lead to most. */
function comesFromAnywhere(node: ChartNode, anywhere: readonly Member[]): readonly Member[] {
  const byEvent = Map.groupBy(anywhere, ({ told }) => told.event);
  return anywhere.filter(({ to, told }) => {
    const leads = byEvent.get(told.event)?.filter((other) => other.to !== null) ?? [];
    return to === node.id && leads.length < many;
  });
}

const fromAnywhere = (events: readonly ToldEvent[]): readonly Line[] =>
  events.length === 0
    ? []
    : wrap([{ text: "↘", style: "arrow" }, ...listedEvents(events)], boxWidth);

const asked = (when: string, names: readonly string[]): readonly Line[] =>
  names.map((name) => [
    { text: `${when} /`, style: "guard" as const },
    { text: name, style: "effect" as const },
  ]);

/** What entering, leaving and being in the state runs. */
export const runBy = ({ entry, exit, invoke }: ChartNode, detail: Detail): readonly Line[] =>
  shows(detail, "effects")
    ? [...asked("entry", entry), ...asked("exit", exit), ...asked("invoke", invoke)]
    : [];

function nameOf({ name, type, history }: ChartNode): Line {
  if (type !== "history") return wordsOf(name, "name");
  return [{ text: history === "deep" ? "H*" : "H", style: "name" }, ...wordsOf(name, "prose")];
}

function kindOf({ type, children }: ChartNode, parent: ChartNode): BoxKind {
  if (parent.type === "parallel") return "region";
  if (children.length > 0) return "compound";
  return type === "final" || type === "history" ? type : "state";
}

/** The box of a state. */
export function boxOf(node: ChartNode, parent: ChartNode, transitions: Transitions): Box {
  const { members, anywhere, region, detail } = transitions;
  const stays = members.filter(
    ({ from, to }) =>
      from === node.id && (to === null || !isWithin(to, region) || !areApart(to, from)),
  );
  const width = node.children.length > 0 ? 2 * boxWidth : boxWidth;
  const description = shows(detail, "guards") ? wordsOf(node.description, "prose") : [];
  return {
    id: node.id,
    kind: kindOf(node, parent),
    head: [
      ...wrap(nameOf(node), width),
      ...wrap(description, width),
      ...fromAnywhere(eventsOf(comesFromAnywhere(node, anywhere))),
      ...runBy(node, detail),
    ],
    list: labelOf(stays, { isFromNamed: false, isToNamed: true }, width),
    tooltip: tooltipOf(stays),
    initial: node.initial,
    children: node.children.map((child) => boxOf(child, node, transitions)),
  };
}

/**
 * Puts a frame around the boxes one state leads to, when these are all the others and at least `atLeast`:
 * one arrow to the frame then says what would be an arrow to every box.
 */
export function framed(
  region: ChartNode,
  boxes: readonly Box[],
  members: readonly Member[],
  atLeast: number,
): readonly Box[] {
  for (const hub of boxes) {
    const targets = new Set(members.filter(({ from }) => from === hub.id).map(({ to }) => to));
    const others = boxes.filter((box) => box !== hub);
    if (others.length >= atLeast && others.every(({ id }) => targets.has(id))) {
      const frame: Box = {
        id: `${region.id}.*`,
        kind: "frame",
        head: [],
        list: [],
        tooltip: "",
        initial: null,
        children: others,
      };
      return [hub, frame];
    }
  }
  return boxes;
}
