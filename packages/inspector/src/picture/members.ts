import type { ChartGraph, ChartTransition } from "../chart-graph.ts";

/** One transition with the states it leads from and to. */
export interface Member {
  readonly from: string;
  readonly to: string | null;
  readonly transition: ChartTransition;
  /** Its event alone does not tell where it leads: the guard has to be read. */
  readonly isGuardNeeded: boolean;
  /** An earlier transition of the event has a guard that says the same and more. */
  readonly isElse: boolean;
}

/** The full names of their events, each once. */
export const eventsOf = (members: readonly Member[]): readonly string[] => [
  ...new Set(members.map(({ transition }) => transition.event)),
];

/** Every transition of the graph, each by itself, in the order of the edges. */
export function membersOf(graph: ChartGraph): readonly Member[] {
  const members = graph.edges.flatMap(({ from, to, transitions }) =>
    transitions.map((transition) => ({ from, to, transition })),
  );
  const byChoice = Map.groupBy(members, ({ from, transition }) => `${from} ${transition.event}`);
  return members.map((member): Member => {
    const { from, to, transition } = member;
    const others = byChoice.get(`${from} ${transition.event}`) ?? [];
    const { guard, place } = transition;
    return {
      from,
      to,
      transition,
      isGuardNeeded:
        guard !== null &&
        isNeeded(
          member,
          others.some((other) => other.to !== to),
        ),
      isElse: others.some(
        ({ transition: earlier }) =>
          guard !== null && earlier.place < place && earlier.guard?.startsWith(guard) === true,
      ),
    };
  });
}

function isNeeded(member: Pick<Member, "from" | "transition">, leadsElsewhere: boolean): boolean {
  const { event } = member.transition;
  // What a request's event means to the other region depends on which request it is about.
  const isAboutRequest = event.startsWith("request.") && !member.from.startsWith("request");
  const isOfRegion = !member.from.includes(".");
  return leadsElsewhere || isAboutRequest || isOfRegion || event === "";
}
