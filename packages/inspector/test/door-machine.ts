import { createMachine } from "xstate";

import { type LaidOutChart, layOutChart, readDefinition } from "../src/index.ts";

/** The chart of a definition, everything told. */
export async function chartOf(definition: unknown): Promise<LaidOutChart> {
  const read = readDefinition(definition);
  if (read.type === "refused") throw new Error(read.refusal.message);
  return layOutChart(read.graph);
}

/** A door with a lock and a light: regions, states that are left at once, time, events of any name. */
export const door = createMachine({
  id: "door",
  type: "parallel",
  states: {
    lock: {
      initial: "locked",
      states: {
        locked: { on: { UNLOCK: "unlocked" } },
        unlocked: {
          on: { LOCK: "locked" },
          initial: "closed",
          states: {
            closed: { on: { PUSH: "open" } },
            open: { always: { guard: () => true, target: "ajar" } },
            ajar: { after: { 1000: "closed" } },
          },
        },
      },
    },
    light: {
      initial: "off",
      states: { off: { on: { "switch.*": "on" } }, on: { on: { "*": "off" } } },
    },
  },
});
