import { test } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect } from "vitest";
import { createMachine, initialTransition, transition } from "xstate";

import { nodesWithin } from "../src/chart-graph.ts";
import { activeStates, activityOf, type LaidOutChart } from "../src/drawing/index.ts";
import { readDefinition } from "../src/index.ts";
import { randomMachine, type RandomState } from "./arbitrary-machine.ts";
import { chartOf, door } from "./door-machine.ts";

const timeout = 120_000;

const doorChart = chartOf(door.config);

describe("what is marked in a chart", () => {
  test.prop(
    [
      randomMachine(fc.constantFrom("a", "b", ".a", "#machine.a")),
      fc.array(fc.constantFrom("GO", "STOP", "order.paid", "mouse.x"), { maxLength: 6 }),
    ],
    { numRuns: 60 },
  )(
    "are exactly the states XState calls active, whatever the machine",
    async (config: RandomState, events) => {
      const bare = withoutActors(config);
      const machine = machineOf(bare);
      fc.pre(machine !== undefined);
      const read = readDefinition(bare);
      if (read.type === "refused") throw new Error(read.refusal.message);
      const nodes = nodesWithin(read.graph.root);
      let [snapshot] = initialTransition(machine);
      for (const type of events) [snapshot] = transition(machine, snapshot, { type });
      const theirs = nodesOf(snapshot).map(({ path }) =>
        path.map((key) => key.replaceAll(/[\\.]/g, "\\$&")).join("."),
      );
      // Of the machine itself XState is not always sure: a history state among regions confuses it.
      const ours = activeStates({ nodes } as unknown as LaidOutChart, snapshot.value);
      expect(new Set(ours).add("")).toEqual(new Set(theirs).add(""));
      expect(ours).toContain("");
    },
    timeout,
  );

  test("is the transition that was taken, through states that are left at once too", async () => {
    const chart = await chartOf(door.config);
    const step = (previousValue: unknown, event: string, value: unknown) => {
      const { entered, left, taken } = activityOf(chart, { previousValue, event, value });
      return [[...entered], [...left], [...taken]];
    };
    const off = { light: "off" };
    expect(
      step({ lock: "locked", ...off }, "UNLOCK", { lock: { unlocked: "closed" }, ...off }),
    ).toEqual([
      ["lock.unlocked", "lock.unlocked.closed"],
      ["lock.locked"],
      ["lock.locked -> lock.unlocked"],
    ]);
    expect(
      step({ lock: { unlocked: "closed" }, ...off }, "PUSH", {
        lock: { unlocked: "ajar" },
        ...off,
      }),
    ).toEqual([
      ["lock.unlocked.ajar"],
      ["lock.unlocked.closed"],
      ["lock.unlocked.closed -> lock.unlocked.open", "lock.unlocked.open -> lock.unlocked.ajar"],
    ]);
    expect(
      step({ lock: { unlocked: "ajar" }, ...off }, "xstate.after.1000.door.lock.unlocked.ajar", {
        lock: { unlocked: "closed" },
        ...off,
      })[2],
    ).toEqual(["lock.unlocked.ajar -> lock.unlocked.closed"]);
    expect(
      step({ lock: "locked", ...off }, "switch.pressed", { lock: "locked", light: "on" })[2],
    ).toEqual(["light.off -> light.on"]);
    expect(
      step({ lock: "locked", light: "on" }, "anything", { lock: "locked", light: "off" })[2],
    ).toEqual(["light.on -> light.off"]);
    expect(step(undefined, "UNLOCK", { lock: "locked", ...off })).toEqual([[], [], []]);
  });

  test.prop([fc.anything({ withNullPrototype: true }), fc.anything(), fc.string()])(
    "is nothing for values that are none, and never throws",
    async (value, previousValue, event) => {
      const chart = await doorChart;
      const { active } = activityOf(chart, { value, previousValue, event });
      const known = new Set(chart.nodes.map(({ id }) => id));
      for (const id of active) expect(id === "" || known.has(id)).toBe(true);
    },
    timeout,
  );
});

function withoutActors(state: RandomState): RandomState {
  const { invoke: _invoke, after: _after, entry: _entry, exit: _exit, ...rest } = state;
  return JSON.parse(JSON.stringify(rest), (key: string, value: unknown) =>
    ["always", "invoke", "after", "entry", "exit", "actions", "guard"].includes(key)
      ? undefined
      : value,
  ) as RandomState;
}

/** The states XState holds to be active. */
const nodesOf = (snapshot: object) =>
  // oxlint-disable-next-line no-underscore-dangle -- XState's own name, not known to its types
  (snapshot as { readonly _nodes: readonly { readonly path: readonly string[] }[] })._nodes;

function machineOf(config: RandomState) {
  try {
    return createMachine(config as Parameters<typeof createMachine>[0]);
  } catch {
    return undefined;
  }
}
