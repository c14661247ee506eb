import {
  effectSchema,
  type MachineName,
  machines,
  type subscriptionMachine,
} from "@tenure/machine";

export type ChartNodeType = "atomic" | "compound" | "parallel" | "final" | "history";

/** One state of the chart, with the states inside it. */
export interface ChartNode {
  /** The way to it from the top, with dots: `request.pending.fulfilling`. The top has the machine's id. */
  readonly id: string;
  readonly name: string;
  /** Empty when the chart says nothing. */
  readonly description: string;
  readonly type: ChartNodeType;
  /** Null at the top only. */
  readonly parent: string | null;
  /** The child that is entered first; null in a state that has none, or enters all of them. */
  readonly initial: string | null;
  /** Effects asked for whenever the state is entered, in their order. */
  readonly entry: readonly string[];
  /** Effects asked for whenever the state is left, in their order. */
  readonly exit: readonly string[];
  /** In document order. */
  readonly children: readonly ChartNode[];
}

/** One transition of an edge. */
export interface ChartTransition {
  /** The event's full name; empty for an eventless transition. */
  readonly event: string;
  readonly guard: string | null;
  /** Effects the transition itself asks for; those of the states it leaves and enters are theirs. */
  readonly effects: readonly string[];
  /** Its place among the state's transitions of one event, from 0: the first that may be taken is. */
  readonly place: number;
  readonly description: string;
}

/** All transitions from one state to another. */
export interface ChartEdge {
  readonly id: string;
  readonly from: string;
  /** Null when nothing is left or entered. */
  readonly to: string | null;
  /** In document order, at least one. */
  readonly transitions: readonly ChartTransition[];
}

/** The statechart as plain data: it survives `JSON.stringify`. */
export interface ChartGraph {
  readonly root: ChartNode;
  /** In document order of where they start, then of their first transition. */
  readonly edges: readonly ChartEdge[];
}

type StateNode = typeof subscriptionMachine.root;
type Transition = StateNode["always"] extends readonly (infer One)[] | undefined ? One : never;

const effectNames: ReadonlySet<string> = new Set(
  effectSchema.options.map((option) => option.shape.type.value),
);

/** The name of what may be written as a name, as an object with a type, or as a function. */
function nameOf(named: unknown): string {
  if (typeof named === "string") return named;
  if (typeof named === "function") return named.name;
  if (typeof named === "object" && named !== null && "type" in named) return String(named.type);
  return "";
}

const effectsAmong = (actions: readonly unknown[]): readonly string[] =>
  actions.map(nameOf).filter((name) => effectNames.has(name));

const idOf = (node: StateNode): string =>
  node.parent === undefined ? node.id : node.path.join(".");

function chartNode(node: StateNode): ChartNode {
  const [initial] = node.type === "compound" ? node.initial.target : [];
  return {
    id: idOf(node),
    name: node.key,
    description: node.description ?? "",
    type: node.type,
    parent: node.parent === undefined ? null : idOf(node.parent),
    initial: initial === undefined ? null : idOf(initial),
    entry: effectsAmong(node.entry),
    exit: effectsAmong(node.exit),
    children: Object.values(node.states).map(chartNode),
  };
}

const chartTransition = (transition: Transition, place: number): ChartTransition => ({
  event: transition.eventType,
  guard: transition.guard === undefined ? null : nameOf(transition.guard),
  effects: effectsAmong(transition.actions),
  place,
  description: transition.description ?? "",
});

function edgesFrom(node: StateNode): readonly ChartEdge[] {
  const from = idOf(node);
  const byTarget = new Map<string | null, ChartTransition[]>();
  for (const candidates of [node.always ?? [], ...node.transitions.values()]) {
    for (const [place, transition] of candidates.entries()) {
      for (const target of transition.target ?? [null]) {
        const to = target === null ? null : idOf(target);
        byTarget.set(to, [...(byTarget.get(to) ?? []), chartTransition(transition, place)]);
      }
    }
  }
  return [
    ...[...byTarget].map(([to, transitions]) => ({
      id: `${from} -> ${to ?? "(stays)"}`,
      from,
      to,
      transitions,
    })),
    ...Object.values(node.states).flatMap(edgesFrom),
  ];
}

/**
 * A machine's statechart as plain data, read off the machine itself; the subscription's unless another is
 * named. There is one edge between two states, with every transition that leads from the one to the other;
 * the same on every call.
 */
export function chartGraph(machine: MachineName = "subscription"): ChartGraph {
  const { root } = machines[machine];
  return { root: chartNode(root), edges: edgesFrom(root) };
}

/** The state and all inside it, in document order. */
export function nodesWithin(node: ChartNode): readonly ChartNode[] {
  return [node, ...node.children.flatMap(nodesWithin)];
}
