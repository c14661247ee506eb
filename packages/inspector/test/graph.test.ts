import { machineNameSchema, machines, transitionTable } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import { type ChartNode, nodesWithin } from "../src/chart-graph.ts";
import { chartGraph } from "../src/index.ts";

/** The chart as it is written: what the machine was made from, not what XState made of it. */
interface Written {
  readonly description?: string;
  readonly always?: unknown;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly states?: Readonly<Record<string, Written>>;
}

interface Found {
  readonly id: string;
  readonly state: Written;
}

const walk = (state: Written, path: readonly string[] = []): readonly Found[] => [
  { id: path.join("."), state },
  ...Object.entries(state.states ?? {}).flatMap(([name, child]) => walk(child, [...path, name])),
];

const asList = (one: unknown): readonly { readonly guard?: string }[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as object];

const transitionsOf = (written: readonly Found[]): readonly string[] =>
  written.flatMap(({ id, state }) => [
    ...asList(state.always).map(({ guard }) => `${id} on  if ${String(guard ?? null)}`),
    ...Object.entries(state.on ?? {}).flatMap(([event, candidates]) =>
      asList(candidates).map(({ guard }) => `${id} on ${event} if ${String(guard ?? null)}`),
    ),
  ]);

const graph = chartGraph();
const nodes = nodesWithin(graph.root);
const nodeOf = (id: string): ChartNode | undefined => nodes.find((node) => node.id === id);

describe.each(machineNameSchema.options)("the graph of the chart of a %s", (machine) => {
  const chart: Written = JSON.parse(JSON.stringify(machines[machine].config));
  const written = walk(chart);
  const own = chartGraph(machine);
  const states = nodesWithin(own.root);

  test("has exactly the states that are written, with their descriptions", () => {
    expect(states.map(({ id, description }) => [id, description])).toEqual(
      written.map(({ id, state }) => [id, state.description ?? ""]),
    );
  });

  test("has exactly the transitions that are written", () => {
    const drawn = own.edges.flatMap(({ from, transitions }) =>
      transitions.map(({ event, guard }) => `${from} on ${event} if ${String(guard)}`),
    );
    expect(drawn.toSorted()).toEqual(transitionsOf(written).toSorted());
    expect(drawn.length).toBeGreaterThan(70);
  });

  test("has nothing that could not be read", () => {
    expect(own.problems).toEqual([]);
    expect(own.root.name).toBe(machine);
  });

  test("leads where the machine's own table of transitions says", () => {
    const within = (id: string) => id.split(".").slice(1).join(".") || "(any)";
    const drawn = own.edges.flatMap(({ from, to, transitions }) =>
      transitions.map(({ event, guard }) =>
        JSON.stringify([from.split(".")[0], within(from), event, guard, to && within(to)]),
      ),
    );
    const told = transitionTable(machine).map(({ region, from, event, guard, to }) =>
      JSON.stringify([region, from, event, guard, to]),
    );
    expect(drawn.toSorted()).toEqual(told.toSorted());
  });

  test("has one edge between two states, and no end that is not a state", () => {
    const ids = own.edges.map(({ id }) => id);
    const known = new Set(states.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { from, to, transitions } of own.edges) {
      expect(known.has(from), from).toBe(true);
      expect(to === null || known.has(to), String(to)).toBe(true);
      expect(transitions).not.toEqual([]);
    }
  });
});

describe("the graph of the subscription's chart", () => {
  test("says where each state is and what is entered first", () => {
    expect(graph.root.parent).toBeNull();
    for (const node of nodes) {
      for (const child of node.children) expect(child.parent).toBe(node.id);
      const enterable = node.type === "compound" ? node.children.map(({ id }) => id) : [null];
      expect(enterable).toContain(node.initial);
    }
    expect(nodeOf("request.pending")?.initial).toBe("request.pending.fulfilling");
    expect(nodeOf("lifecycle.terminated")?.type).toBe("final");
  });

  test("leads to the state the chart names, and asks for the effects it names", () => {
    const edge = graph.edges.find(({ id }) => id === "request.stuck -> request.pending.approving");
    expect(edge?.transitions.map(({ event, guard }) => [event, guard])).toEqual([
      ["operator.retry", "stuckAtApproving"],
      ["answer.approve", "operatorAnswersPending"],
    ]);
    const skip = graph.edges.find(({ from, to }) => from === "request.stuck" && to === null);
    expect(skip?.transitions).toMatchObject([{ event: "operator.skip", actions: ["readRequest"] }]);
    expect(nodeOf("request.pending.postponed")).toMatchObject({
      entry: ["startTimer"],
      exit: ["cancelTimer"],
    });
  });

  test("tells of several transitions on one event which is tried first", () => {
    const places = graph.edges
      .filter(({ from }) => from === "lifecycle.active")
      .flatMap(({ to, transitions: own }) =>
        own.filter(({ event }) => event === "request.approved").map(({ place }) => [place, to]),
      );
    const [first, second, ...rest] = places.toSorted(
      ([one], [other]) => Number(one) - Number(other),
    );
    expect([first, second]).toEqual([
      [0, "lifecycle.suspended"],
      [1, "lifecycle.terminated"],
    ]);
    expect(rest.length).toBeGreaterThan(0);
    for (const [, to] of rest) expect(to).toBeNull();
  });

  test("is plain data", () => {
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });
});
