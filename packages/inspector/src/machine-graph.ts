import { effectTypes, type MachineName, machines } from "@tenure/machine";

import type { ChartGraph } from "./chart-graph.ts";
import { readDefinition } from "./definition/definition-graph.ts";

const effectNames: ReadonlySet<string> = new Set(effectTypes);

/**
 * The statechart of one of Tenure's machines as plain data, read off the machine itself; the
 * subscription's unless another is named. Of the actions it tells the effects. There is one edge between
 * two states, with every transition that leads from the one to the other; the same on every call.
 */
export function chartGraph(machine: MachineName = "subscription"): ChartGraph {
  const read = readDefinition(machines[machine].config, {
    vocabulary: "tenure",
    keepAction: (name) => effectNames.has(name),
  });
  if (read.type === "read") return read.graph;
  throw new Error(`The chart of a ${machine} cannot be read: ${read.refusal.message}`);
}
