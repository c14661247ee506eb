export type ChartNodeType = "atomic" | "compound" | "parallel" | "final" | "history";

/** One state of the chart, with the states inside it. */
export interface ChartNode {
  /**
   * The way to it from the top, with dots: `request.pending.fulfilling`; a dot or a backslash within a name
   * has a backslash before it. Empty at the top.
   */
  readonly id: string;
  /** Its key in the chart; at the top, the machine's id. */
  readonly name: string;
  /** Empty when the chart says nothing. */
  readonly description: string;
  readonly type: ChartNodeType;
  /** Null at the top only. */
  readonly parent: string | null;
  /** The child that is entered first; null in a state that has none, or enters all of them. */
  readonly initial: string | null;
  /** What a history state remembers; null in any other state. */
  readonly history: "shallow" | "deep" | null;
  readonly tags: readonly string[];
  /** What is run whenever the state is entered, in its order. */
  readonly entry: readonly string[];
  /** What is run whenever the state is left, in its order. */
  readonly exit: readonly string[];
  /** Actors that live as long as the state is active, by the name of their source. */
  readonly invoke: readonly string[];
  /** In document order. */
  readonly children: readonly ChartNode[];
}

/**
 * What makes a transition happen: an event by its name, nothing (`always`), time (`after`), the end of the
 * states inside (`done`), an invoked actor (`actor`), a route, or a history state that has nothing to
 * remember yet (`history`).
 */
export type ChartTrigger = "event" | "always" | "after" | "done" | "actor" | "route" | "history";

/** One transition of an edge. */
export interface ChartTransition {
  readonly trigger: ChartTrigger;
  /** The event's full name as XState has it; empty for `always` and `history`. */
  readonly event: string;
  /** The event as it is read: `after 500 ms`, `done: payment`. */
  readonly words: string;
  readonly guard: string | null;
  /** What the transition itself runs; what the states it leaves and enters run is theirs. */
  readonly actions: readonly string[];
  /** Its place among the state's transitions of one event, from 0: the first that may be taken is. */
  readonly place: number;
  /** Whether the state it leads from is left and entered again although the target is inside it. */
  readonly reenter: boolean;
  readonly description: string;
  /** What is written as its target and is no state of the chart; null when there is nothing amiss. */
  readonly missing: string | null;
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

/** Whose words the chart is written in: those of Tenure's own machines are told shorter. */
export type ChartVocabulary = "tenure" | "plain";

/** The statechart as plain data: it survives `JSON.stringify`. */
export interface ChartGraph {
  readonly vocabulary: ChartVocabulary;
  readonly root: ChartNode;
  /** In document order of where they start, then of their first transition. */
  readonly edges: readonly ChartEdge[];
  /** What could not be read as it is written, each in a sentence. */
  readonly problems: readonly string[];
}

/** The state and all inside it, in document order. */
export function nodesWithin(node: ChartNode): readonly ChartNode[] {
  return [node, ...node.children.flatMap(nodesWithin)];
}
