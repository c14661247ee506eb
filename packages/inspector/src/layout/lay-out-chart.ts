import { type ChartGraph, nodesWithin } from "../chart-graph.ts";
import type { LaidOutChart } from "../laid-out-chart.ts";
import type { Detail } from "../picture/detail.ts";
import { heightOfLines } from "../picture/geometry.ts";
import { legendOf } from "../picture/legend.ts";
import { type Scene, scenesOf } from "../picture/scene.ts";
import { type Vocabulary, vocabularyOf } from "../picture/vocabulary.ts";
import { type Arrangement, arranged, gap } from "./arrangement.ts";
import { flattened } from "./flattened.ts";
import { LevelLayouter } from "./level.ts";
import { type Panel, panelOf } from "./panel.ts";
import { layOutScene } from "./scene-layout.ts";

export interface LayoutSettings {
  /** How much is told. Default `effects`: everything. */
  readonly detail?: Detail;
  /**
   * Width by height that is aimed at: regions and states are put side by side, or below one another, as fits
   * it better. Default 1.5; from 0.2 to 5.
   */
  readonly aspectRatio?: number;
  /** Whether what colors and signs mean is written below. Default false. */
  readonly legend?: boolean;
}

interface ArrangedPanels {
  readonly panels: readonly Panel[];
  readonly arrangement: Arrangement;
}

/** Shapes a panel is laid out for, by the one that is aimed at for the whole; fewer for many states. */
function factorsFor(states: number): readonly number[] {
  if (states <= 40) return [0.4, 0.7, 1, 1.6, 2.6];
  return states <= 80 ? [0.5, 1, 2] : [1];
}

/** Up to this many ways of putting variants of panels together are tried. */
const mostTried = 700;

/** How many panels in a row are worth trying. */
function columnsFor(panels: number, aspectRatio: number): readonly number[] {
  const square = Math.max(1, Math.min(panels, Math.round(Math.sqrt(panels * aspectRatio))));
  return [...new Set([1, square, panels])];
}

/** Every way to take one of each; of too many, only those that take all at the same place. */
function combined<One>(variants: readonly (readonly One[])[]): readonly (readonly One[])[] {
  const count = variants.reduce((product, { length }) => product * Math.max(1, length), 1);
  if (count > mostTried) {
    const most = Math.max(...variants.map(({ length }) => length));
    return Array.from({ length: most }, (_, place) =>
      variants.flatMap((some) => some.slice(Math.min(place, some.length - 1)).slice(0, 1)),
    );
  }
  return variants.reduce<readonly (readonly One[])[]>(
    (ways, some) => ways.flatMap((way) => some.map((one) => [...way, one])),
    [[]],
  );
}

/** For those who do not see the picture: its regions and their states. */
const description = (scenes: readonly Scene[]): string =>
  scenes
    .filter(({ region }) => region.children.length > 0)
    .map(({ region }) => `${region.name}: ${region.children.map(({ name }) => name).join(", ")}.`)
    .join(" ");

/** The panels of a scene that are worth trying. */
async function variantsOf(
  scene: Scene,
  shapes: readonly number[],
  settings: { readonly levels: LevelLayouter; readonly vocabulary: Vocabulary },
): Promise<readonly Panel[]> {
  const panels = await Promise.all(
    shapes.map(async (shape) =>
      panelOf(scene, await layOutScene(scene, settings.levels, shape), settings.vocabulary),
    ),
  );
  return [...new Map(panels.map((panel) => [JSON.stringify(panel.size), panel])).values()];
}

const areaOf = ({ arrangement: { width, height } }: ArrangedPanels): number => width * height;

/** Puts the panels together in the way that fits best into a picture of this shape. */
async function bestOf(graph: ChartGraph, scenes: readonly Scene[], aspectRatio: number) {
  const factors = factorsFor(nodesWithin(graph.root).length);
  const shapes = factors.map((factor) => factor * aspectRatio);
  const settings = {
    levels: new LevelLayouter(),
    vocabulary: vocabularyOf(graph.vocabulary),
  };
  const variants = await Promise.all(
    scenes.map(async (scene) => variantsOf(scene, shapes, settings)),
  );
  const tried = combined(variants).flatMap((panels) =>
    columnsFor(panels.length, aspectRatio).map((columns): ArrangedPanels => {
      const sizes = panels.map(({ size }) => size);
      return { panels, arrangement: arranged(sizes, columns) };
    }),
  );
  const sizeOf = ({ arrangement: { width, height } }: ArrangedPanels): number =>
    Math.max(width / aspectRatio, height);
  const [best = { panels: [], arrangement: arranged([], 1) }] = tried.toSorted(
    (one, other) => sizeOf(one) - sizeOf(other) || areaOf(one) - areaOf(other),
  );
  return best;
}

/**
 * Finds a place for everything of a chart. The same chart with the same settings always comes out the
 * same. Takes the processor for as long as it needs: from some milliseconds to seconds, by the number of
 * states and transitions; `chartLayouts` does it in a thread of its own, once for each chart.
 */
export async function layOutChart(
  graph: ChartGraph,
  settings: LayoutSettings = {},
): Promise<LaidOutChart> {
  const { detail = "effects", aspectRatio = 1.5, legend = false } = settings;
  const scenes = scenesOf(graph, detail);
  const best = await bestOf(graph, scenes, aspectRatio);
  const { width, height } = best.arrangement;
  const lines = legend ? legendOf(graph.vocabulary) : [];
  return {
    format: 1,
    name: graph.root.name,
    title: vocabularyOf(graph.vocabulary).titleOf(graph.root.name),
    description: description(scenes),
    vocabulary: graph.vocabulary,
    detail,
    width,
    height: legend ? height + heightOfLines(lines) + gap : height,
    ...flattened(graph, best.panels, best.arrangement.places),
    legend: legend ? { lines, x: 2 * gap, y: height, anchor: "start" } : null,
    problems: graph.problems,
  };
}
