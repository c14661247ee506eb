import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";
import {
  and,
  assign,
  createMachine,
  not,
  or,
  type AnyStateMachine,
  type AnyStateNode,
} from "xstate";

import { type ChartGraph, nodesWithin } from "../src/chart-graph.ts";
import { readDefinition } from "../src/index.ts";
import { randomMachine, type RandomState, randomStates, target } from "./arbitrary-machine.ts";

const idOf = (path: readonly string[]): string =>
  path.map((key) => key.replaceAll(/[\\.]/g, "\\$&")).join(".");

function graphOf(definition: unknown): ChartGraph {
  const read = readDefinition(definition);
  if (read.type === "refused") throw new Error(read.refusal.message);
  return read.graph;
}

/** What XState makes of it; undefined when it refuses. */
function machineOf(config: unknown): AnyStateMachine | undefined {
  try {
    return createMachine(config as Parameters<typeof createMachine>[0]);
  } catch {
    return undefined;
  }
}

const nodesOf = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

/** The state at the end of this path, replaced. */
function replaced(
  state: RandomState,
  path: readonly string[],
  by: (found: RandomState) => RandomState,
): RandomState {
  const [first, ...rest] = path;
  if (first === undefined) return by(state);
  const states = { ...state.states };
  Object.defineProperty(states, first, {
    value: replaced(state.states?.[first] ?? {}, rest, by),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return { ...state, states };
}

const pathsIn = (
  state: RandomState,
  path: readonly string[] = [],
): readonly (readonly string[])[] => [
  path,
  ...Object.entries(state.states ?? {}).flatMap(([key, child]) => pathsIn(child, [...path, key])),
];

describe("a definition that is read", () => {
  test.prop([randomStates], { numRuns: 200 })("has the states XState makes of it", (config) => {
    const machine = machineOf(config);
    fc.pre(machine !== undefined);
    const read = nodesWithin(graphOf(config).root);
    const theirs = nodesOf(machine.root);
    expect(read.map(({ id, name, type }) => [id, name, type])).toEqual(
      theirs.map(({ path, key, type }) => [idOf(path), key, type]),
    );
    for (const [index, node] of theirs.entries()) {
      const initial = node.type === "compound" ? node.initial.target[0] : undefined;
      expect(read[index]?.initial).toBe(initial === undefined ? null : idOf(initial.path));
      expect(read[index]?.tags).toEqual(node.tags);
    }
  });

  test.prop([randomStates, fc.nat(), target], { numRuns: 2000 })(
    "finds the state XState finds for a target, and none where XState finds none",
    (config, choice, written) => {
      const paths = pathsIn(config);
      const path = paths[choice % paths.length] ?? [];
      const withTarget = replaced(config, path, (state) => ({ ...state, on: { GO: written } }));
      fc.pre(machineOf(config) !== undefined);
      const found = machineOf(withTarget);
      const start = found && nodesOf(found.root).find((node) => idOf(node.path) === idOf(path));
      const theirs: AnyStateNode | undefined = start?.transitions.get("GO")?.[0]?.target?.[0];
      const edge = graphOf(withTarget).edges.find(
        ({ from, transitions }) => from === idOf(path) && transitions[0]?.event === "GO",
      );
      if (theirs === undefined) {
        expect(edge).toMatchObject({ to: null });
        if (found === undefined) expect(edge?.transitions[0]?.missing).toBe(written);
      } else
        expect(edge).toMatchObject({ to: idOf(theirs.path), transitions: [{ missing: null }] });
    },
    60_000,
  );

  const resolvable = fc.constantFrom("a", "b", ".a", "#machine.a", "#here", "#machine", ".b.a");

  test.prop([randomMachine(resolvable)], { numRuns: 200 })(
    "has the transitions XState makes of it, in the same order",
    (config) => {
      const machine = machineOf(config);
      fc.pre(machine !== undefined);
      const theirs = nodesOf(machine.root).flatMap((node) =>
        [...(node.always ?? []), ...[...node.transitions.values()].flat()].flatMap((transition) =>
          (transition.target?.length ? transition.target : [undefined]).map((to?: AnyStateNode) =>
            JSON.stringify([
              idOf(node.path),
              transition.eventType,
              to === undefined ? null : idOf(to.path),
              typeof transition.guard === "object"
                ? 'isAbove {"least":3}'
                : (transition.guard ?? null),
              transition.actions.map((action: unknown) =>
                typeof action === "string"
                  ? action.replace("xstate.", "")
                  : (action as { type: string }).type,
              ),
              transition.reenter,
            ]),
          ),
        ),
      );
      const read = graphOf(config).edges.flatMap(({ from, to, transitions }) =>
        transitions.map(({ event, guard, actions, reenter }) =>
          JSON.stringify([from, event, to, guard, actions, reenter]),
        ),
      );
      expect(read.toSorted()).toEqual(theirs.toSorted());
    },
    60_000,
  );

  test.prop([randomMachine()], { numRuns: 300 })(
    "is the same from the object and from its JSON text, as the inspector sends it",
    (config) => {
      expect(graphOf(JSON.stringify(config))).toEqual(graphOf(JSON.parse(JSON.stringify(config))));
    },
    60_000,
  );

  test("tells what stands behind guards, actions and actors that are written in place", () => {
    const isOpen = () => true;
    const child = createMachine({ id: "payment" });
    const graph = graphOf({
      id: "order",
      initial: "a",
      states: {
        a: {
          entry: [{ type: "log", params: { to: "file" } }, assign({}), () => undefined],
          invoke: [{ src: child }, { src: "fetchUser" }, { src: () => 1, id: "user" }],
          on: {
            GO: [
              {
                guard: and([
                  "isPaid",
                  not(isOpen),
                  or([{ type: "isAbove", params: { least: 3 } }]),
                ]),
              },
              { guard: () => true, target: "a" },
            ],
          },
        },
      },
    });
    const [state] = graph.root.children;
    expect(state).toMatchObject({
      entry: ["log", "assign", "(inline)"],
      invoke: ["payment", "fetchUser", "user"],
    });
    expect(graph.edges.flatMap(({ transitions }) => transitions).map(({ guard }) => guard)).toEqual(
      [`and(isPaid, not(isOpen), or(isAbove {"least":3}))`, "(inline)"],
    );
  });

  test("names what the sender's serializer left out, and reads the rest", () => {
    const graph = graphOf(
      JSON.stringify({
        id: "deep",
        initial: "a",
        states: { a: { states: "[Object]", on: { GO: "[Array]", STOP: "b" } }, b: {} },
      }),
    );
    expect(graph.root.children.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(graph.problems).toHaveLength(2);
    for (const problem of graph.problems) expect(problem).toContain("serializationDepthLimit");
    expect(graph.edges.map(({ to }) => to)).toEqual([null, "b"]);
  });

  test("keeps a transition whose target is no state, and says so", () => {
    const graph = graphOf({ id: "m", initial: "a", states: { a: { on: { GO: "gone", NO: 5 } } } });
    expect(graph.edges).toMatchObject([
      { from: "a", to: null, transitions: [{ missing: "gone" }, { missing: "(no state)" }] },
    ]);
    expect(graph.problems).toEqual([
      "m.a leads on GO to gone, which is no state.",
      "m.a leads on NO to (no state), which is no state.",
    ]);
  });
});
