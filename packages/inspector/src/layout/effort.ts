import type { LayoutOptions } from "elkjs";

/** How ELK lays out any level. */
export const options: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.nodeNode": "24",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "28",
  "elk.layered.spacing.nodeNodeBetweenLayers": "24",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "14",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.randomSeed": "1",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
};

/** How much is done for a level that is no larger than this. */
export interface Effort {
  /** Boxes and arrows. */
  readonly upTo: number;
  readonly directions: 1 | 2;
  readonly options: LayoutOptions;
}

/** The larger the level, the less can be done for it: what takes a moment for ten boxes takes minutes for 500. */
const efforts: readonly Effort[] = [
  {
    upTo: 40,
    directions: 2,
    options: {
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
      "elk.layered.considerModelOrder.components": "MODEL_ORDER",
      "elk.layered.thoroughness": "30",
    },
  },
  {
    upTo: 90,
    directions: 2,
    options: {
      "elk.layered.nodePlacement.strategy": "LINEAR_SEGMENTS",
      "elk.layered.thoroughness": "4",
    },
  },
  {
    upTo: 320,
    directions: 1,
    options: {
      "elk.layered.nodePlacement.strategy": "LINEAR_SEGMENTS",
      "elk.layered.thoroughness": "1",
    },
  },
];

const leastEffort: Effort = {
  upTo: Number.POSITIVE_INFINITY,
  directions: 1,
  options: {
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.thoroughness": "1",
  },
};

/** What is done for a level of so many boxes and arrows. */
export const effortFor = (elements: number): Effort =>
  efforts.find(({ upTo }) => elements <= upTo) ?? leastEffort;
