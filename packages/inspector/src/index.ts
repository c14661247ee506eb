export { chartGraph } from "./chart-graph.ts";
export type {
  ChartEdge,
  ChartGraph,
  ChartNode,
  ChartNodeType,
  ChartTransition,
} from "./chart-graph.ts";
export { toMermaid } from "./mermaid.ts";
export { toSvg } from "./svg.ts";
export { toTransitionTable } from "./transition-markdown.ts";
export { renderDocuments } from "./render-documents.ts";
export type { RenderedDocument } from "./render-documents.ts";
