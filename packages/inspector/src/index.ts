export { chartGraph } from "./machine-graph.ts";
export type {
  ChartEdge,
  ChartGraph,
  ChartNode,
  ChartNodeType,
  ChartTransition,
  ChartTrigger,
  ChartVocabulary,
} from "./chart-graph.ts";
export { readDefinition } from "./definition/definition-graph.ts";
export type { ReadDefinition } from "./definition/definition-graph.ts";
export type {
  DefinitionLimits,
  DefinitionRefusal,
  DefinitionRefusalCode,
} from "./definition/definition-limits.ts";
export { layOutChart } from "./layout/lay-out-chart.ts";
export type { LayoutSettings } from "./layout/lay-out-chart.ts";
export { chartLayouts } from "./layout/chart-layouts.ts";
export type {
  ChartLayouts,
  ChartLayoutsOptions,
  LayoutRefusal,
  LayoutResult,
} from "./layout/chart-layouts.ts";
export type {
  LaidOutChart,
  LaidOutEdge,
  LaidOutFrame,
  LaidOutNode,
  LaidOutStart,
  LaidOutTransition,
  TextBlock,
} from "./laid-out-chart.ts";
export { toMermaid } from "./mermaid.ts";
export { toSvg } from "./svg.ts";
export { toTransitionTable } from "./transition-markdown.ts";
export { renderDocuments } from "./render-documents.ts";
export type { RenderedDocument } from "./render-documents.ts";
export { inspectorEndpoint } from "./endpoint/inspector-endpoint.ts";
export type { InspectorEndpoint } from "./endpoint/inspector-endpoint.ts";
export type { InspectorEndpointOptions } from "./endpoint/endpoint-options.ts";
export type { InspectedClient, InspectorUpdate } from "./endpoint/inspected-client.ts";
export type { InspectorUpdates } from "./endpoint/update-reader.ts";
export { inspectFeed } from "./feed/inspect-feed.ts";
export type { FeedItem, InspectFeedOptions } from "./feed/inspect-feed.ts";
export type { FeedSource } from "./feed/feed-source.ts";
export type { FeedEvent, FeedMessage, FeedSnapshot } from "./feed/feed-message.ts";
export { relayFeed } from "./feed/relay-feed.ts";
export type { RelayFeedOptions } from "./feed/relay-feed.ts";
