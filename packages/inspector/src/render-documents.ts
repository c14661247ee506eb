import { transitionTable } from "@tenure/machine";

import { chartGraph } from "./chart-graph.ts";
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

const transitions = (): string =>
  `# Transitions\n\n${note}\n\nOf several rows with the same state and event, the first whose guard lets it through is taken.\n\n${toTransitionTable(transitionTable())}`;

/** The statechart as the files that are kept in `docs`. The same machine gives the same bytes. */
export async function renderDocuments(): Promise<readonly RenderedDocument[]> {
  const graph = chartGraph();
  return [
    { file: "docs/statechart.svg", text: await toSvg(graph) },
    { file: "docs/statechart.mmd", text: `%% ${note}\n${toMermaid(graph)}` },
    { file: "docs/transitions.md", text: transitions() },
  ];
}
