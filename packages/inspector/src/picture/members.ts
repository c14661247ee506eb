import { type ChartGraph, type ChartTransition, nodesWithin } from "../chart-graph.ts";
import { type Detail, shows } from "./detail.ts";
import { type Placed, type Vocabulary, vocabularyOf } from "./vocabulary.ts";
import type { Origin } from "./words.ts";

/** An event as it is told. */
export interface ToldEvent {
  /** The full name. */
  readonly event: string;
  readonly text: string;
  readonly origin: Origin;
}

/** One transition with the states it leads from and to, and what is told of it. */
export interface Member extends Placed {
  readonly fromName: string;
  readonly toName: string | null;
  readonly told: ToldEvent;
  /** Null when it need not be read. */
  readonly guard: string | null;
  readonly actions: readonly string[];
}

/** Their events, each once. */
export const eventsOf = (members: readonly Member[]): readonly ToldEvent[] => [
  ...new Map(members.map(({ told }) => [told.event, told])).values(),
];

const choiceOf = ({ from, transition: { trigger, event } }: Placed): string =>
  `${from} ${trigger} ${event}`;

function guardOf(placed: Placed, others: readonly Placed[], vocabulary: Vocabulary): string | null {
  const { to, transition } = placed;
  const earlier = others.filter(({ transition: other }) => other.place < transition.place);
  if (earlier.some(({ transition: other }) => vocabulary.isElse(transition, other))) return "else";
  if (transition.guard === null) return null;
  const leadsElsewhere = others.some((other) => other.to !== to);
  return vocabulary.isGuardTold(placed, leadsElsewhere)
    ? vocabulary.guardOf(transition.guard)
    : null;
}

const missed = ({ missing }: ChartTransition): string | null =>
  missing === null ? null : `${missing} (no such state)`;

/** Every transition of the graph, each by itself, in the order of the edges. */
export function membersOf(graph: ChartGraph, detail: Detail): readonly Member[] {
  const vocabulary = vocabularyOf(graph.vocabulary);
  const names = new Map(nodesWithin(graph.root).map(({ id, name }) => [id, name]));
  const all = graph.edges.flatMap(({ from, to, transitions }) =>
    transitions.map((transition): Placed => ({ from, to, transition })),
  );
  const byChoice = Map.groupBy(all, choiceOf);
  return all.map((placed): Member => {
    const { from, to, transition } = placed;
    return {
      from,
      to,
      transition,
      fromName: names.get(from) ?? from,
      toName: to === null ? missed(transition) : (names.get(to) ?? to),
      told: {
        event: `${transition.trigger} ${transition.event}`,
        text: vocabulary.eventOf(transition),
        origin: vocabulary.originOf(transition),
      },
      guard: shows(detail, "guards")
        ? guardOf(placed, byChoice.get(choiceOf(placed)) ?? [], vocabulary)
        : null,
      actions: shows(detail, "effects") ? transition.actions : [],
    };
  });
}
