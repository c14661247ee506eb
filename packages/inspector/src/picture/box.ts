import type { ChartNode } from "../chart-graph.ts";
import { labelOf, listedEvents, tooltipOf } from "./label.ts";
import { eventsOf, type Member } from "./members.ts";
import { type Line, wordsOf, wrap } from "./words.ts";

/** A state as it is drawn, with the boxes inside it. */
export interface Box {
  readonly id: string;
  readonly kind: "state" | "final" | "compound" | "frame";
  readonly head: readonly Line[];
  /** What happens without leaving the state. */
  readonly list: readonly Line[];
  readonly tooltip: string;
  /** The child entered first, which gets an arrow from a dot. */
  readonly initial: string | null;
  readonly children: readonly Box[];
}

export interface Transitions {
  /** Those that start in a state. */
  readonly members: readonly Member[];
  /** Those of the region itself. */
  readonly anywhere: readonly Member[];
}

const boxWidth = 190;

/** From this many states on, "each of them" is said at once. */
const many = 3;

/** What leads to this state from any state of the region, but for events that may lead to most. */
function comesFromAnywhere(node: ChartNode, anywhere: readonly Member[]): readonly Member[] {
  const byEvent = Map.groupBy(anywhere, ({ transition }) => transition.event);
  return anywhere.filter(({ to, transition }) => {
    const leads = byEvent.get(transition.event)?.filter((other) => other.to !== null) ?? [];
    return to === node.id && leads.length < many;
  });
}

const fromAnywhere = (events: readonly string[]): readonly Line[] =>
  events.length === 0
    ? []
    : wrap([{ text: "↘", style: "arrow" }, ...listedEvents(events)], boxWidth);

const asked = (when: string, effects: readonly string[]): readonly Line[] =>
  effects.map((effect) => [
    { text: `${when} /`, style: "guard" as const },
    { text: effect, style: "effect" as const },
  ]);

const isInside = (id: string | null, node: ChartNode): boolean =>
  id?.startsWith(`${node.id}.`) === true || id === node.id;

/** The box of a state. */
export function boxOf(node: ChartNode, transitions: Transitions): Box {
  const { members, anywhere } = transitions;
  const stays = members.filter(
    ({ from, to }) => from === node.id && (to === null || isInside(to, node)),
  );
  const isCompound = node.children.length > 0;
  const width = isCompound ? 2 * boxWidth : boxWidth;
  return {
    id: node.id,
    kind: isCompound ? "compound" : node.type === "final" ? "final" : "state",
    head: [
      wordsOf(node.name, "name"),
      ...wrap(wordsOf(node.description, "prose"), width),
      ...fromAnywhere(eventsOf(comesFromAnywhere(node, anywhere))),
      ...asked("entry", node.entry),
      ...asked("exit", node.exit),
    ],
    list: labelOf(stays, { isFromNamed: false, isToNamed: true }, width),
    tooltip: tooltipOf(stays),
    initial: node.initial,
    children: node.children.map((child) => boxOf(child, transitions)),
  };
}

/**
 * Puts a frame around the boxes one state leads to, when these are all the others: one arrow to the
 * frame then says what would be an arrow to every box.
 */
export function framed(
  region: ChartNode,
  boxes: readonly Box[],
  members: readonly Member[],
): readonly Box[] {
  for (const hub of boxes) {
    const targets = new Set(members.filter(({ from }) => from === hub.id).map(({ to }) => to));
    const others = boxes.filter((box) => box !== hub);
    if (others.length >= many && others.every(({ id }) => targets.has(id))) {
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
