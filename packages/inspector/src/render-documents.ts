import { type MachineName, transitionTable } from "@tenure/machine";

import { chartGraph } from "./machine-graph.ts";
import { toMermaid } from "./mermaid.ts";
import { toSvg } from "./svg.ts";
import { toTransitionTable } from "./transition-markdown.ts";

/** A generated file. */
export interface RenderedDocument {
  /** Its path from the top of the repository, with slashes. */
  readonly file: string;
  readonly text: string;
}

const note = "Generated from the machine by `pnpm graph`; do not edit.";

/** About as wide as high: the whole of it fits on a screen. */
const shape = { aspectRatio: 1 } as const;

const transitions = (title: string, machine: MachineName): string =>
  `# ${title}\n\n${note}\n\nOf several rows with the same state and event, the first whose guard lets it through is taken.\n\n${toTransitionTable(transitionTable(machine))}`;

/** The statecharts as the files that are kept in `docs`. The same machines give the same bytes. */
export async function renderDocuments(): Promise<readonly RenderedDocument[]> {
  const graph = chartGraph();
  const tier = chartGraph("tierConfiguration");
  return [
    { file: "docs/statechart.svg", text: await toSvg(graph, shape) },
    { file: "docs/statechart.mmd", text: `%% ${note}\n${toMermaid(graph)}` },
    { file: "docs/transitions.md", text: transitions("Transitions", "subscription") },
    { file: "docs/tier-configuration.svg", text: await toSvg(tier, shape) },
    { file: "docs/tier-configuration.mmd", text: `%% ${note}\n${toMermaid(tier)}` },
    {
      file: "docs/tier-configuration.md",
      text: transitions("Transitions of a tier configuration", "tierConfiguration"),
    },
  ];
}
