import type { LaidOutChart, LaidOutTransition } from "../laid-out-chart.ts";

/** How a machine stands: what is marked in its chart. */
export interface Activity {
  /** Ids of active states, with the states they are in. */
  readonly active: ReadonlySet<string>;
  /** Ids of states the last transition entered. */
  readonly entered: ReadonlySet<string>;
  /** Ids of states the last transition left. */
  readonly left: ReadonlySet<string>;
  /** Ids of edges the last transition took. */
  readonly taken: ReadonlySet<string>;
}

/** What is known of a machine's last step. */
export interface Step {
  /** The state value: a state's name, or names of regions with the values within them. */
  readonly value: unknown;
  /** The one before the last event. */
  readonly previousValue?: unknown;
  /** The full name of the last event. */
  readonly event?: string | undefined;
}

type ChartStates = Pick<LaidOutChart, "nodes">;

const idIn = (parent: string, name: string): string => {
  const key = name === "" ? "\\" : name.replaceAll(/[\\.]/g, "\\$&");
  return parent === "" ? key : `${parent}.${key}`;
};

const deepest = 64;

function* idsIn(value: unknown, parent: string, depth: number): Generator<string, undefined> {
  if (typeof value === "string") yield idIn(parent, value);
  if (typeof value !== "object" || value === null || depth > deepest) return undefined;
  for (const [name, inside] of Object.entries(value)) {
    const id = idIn(parent, name);
    yield id;
    yield* idsIn(inside, id, depth + 1);
  }
  return undefined;
}

/** Ids of the states that are active by a state value, the machine itself included. Others are ignored. */
export function activeStates({ nodes }: ChartStates, value: unknown): ReadonlySet<string> {
  if (value === undefined || value === null) return new Set();
  const known = new Set(nodes.map(({ id }) => id));
  return new Set(["", ...[...idsIn(value, "", 0)].filter((id) => known.has(id))]);
}

/** Whether a transition for events of this name is one for this event: exact, `*`, or `name.*`. */
function isFor(event: string, descriptor: string): boolean {
  if (descriptor === event || descriptor === "*") return true;
  if (!descriptor.endsWith(".*")) return false;
  const start = descriptor.slice(0, -2);
  return event === start || event.startsWith(`${start}.`);
}

const longestChain = 12;

/**
 * The transitions that lead from what was active to what is, the first on the event, each further one by
 * itself: what may have been taken.
 */
function likelyTaken(
  transitions: readonly LaidOutTransition[],
  { before, now, event }: Steps,
): readonly LaidOutTransition[] {
  const byStart = Map.groupBy(transitions, ({ from }) => from);
  const onward = (
    from: string,
    chain: readonly LaidOutTransition[],
  ): readonly LaidOutTransition[] => {
    if (now.has(from) || chain.length > longestChain) return now.has(from) ? chain : [];
    for (const transition of byStart.get(from) ?? []) {
      if (transition.trigger !== "always" || transition.to === null) continue;
      if (chain.includes(transition)) continue;
      const found = onward(transition.to, [...chain, transition]);
      if (found.length > 0) return found;
    }
    return [];
  };
  return transitions.flatMap((transition) => {
    const { from, to, trigger } = transition;
    if (to === null || !before.has(from) || trigger === "always" || trigger === "history")
      return [];
    return isFor(event, transition.event) ? onward(to, [transition]) : [];
  });
}

interface Steps {
  readonly before: ReadonlySet<string>;
  readonly now: ReadonlySet<string>;
  readonly event: string;
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...all].filter((id) => !some.has(id)));

/**
 * What is to be marked in a chart for a machine that stands so, and came there so. The protocol does not
 * tell which transition was taken: those are marked that fit the event and both state values.
 */
export function activityOf(
  chart: Pick<LaidOutChart, "nodes" | "transitions">,
  { value, previousValue, event }: Step,
): Activity {
  const active = activeStates(chart, value);
  if (previousValue === undefined || event === undefined) {
    return { active, entered: new Set(), left: new Set(), taken: new Set() };
  }
  const before = activeStates(chart, previousValue);
  const taken = likelyTaken(chart.transitions, { before, now: active, event });
  return {
    active,
    entered: without(active, before),
    left: without(before, active),
    taken: new Set(taken.flatMap(({ edge }) => (edge === null ? [] : [edge]))),
  };
}
