import { heightOfLines, type Point, type Size, widthOfLines } from "../picture/geometry.ts";
import type { Scene } from "../picture/scene.ts";
import type { Vocabulary } from "../picture/vocabulary.ts";
import { type Line, wordsOf, wrap } from "../picture/words.ts";
import type { SceneLayout } from "./scene-layout.ts";

/** One region of the picture: its name, its chart in the middle, and what happens in any of its states. */
export interface Panel {
  readonly scene: Scene;
  readonly layout: SceneLayout;
  readonly head: readonly Line[];
  /** The least it needs. */
  readonly size: Size;
}

const margin = 20;
const headingTop = 14;
const narrowest = 240;

const widthOfChart = ({ scene, layout }: Pick<Panel, "scene" | "layout">): number =>
  Math.max(narrowest, layout.width, widthOfLines(scene.anywhere));

const heightOfHead = ({ head }: Pick<Panel, "head">): number =>
  headingTop + heightOfLines(head) + 14;

/** The panel of a scene, as large as it needs to be. */
export function panelOf(scene: Scene, layout: SceneLayout, vocabulary: Vocabulary): Panel {
  const { region } = scene;
  const name = region.parent === null ? vocabulary.titleOf(region.name) : region.name;
  const width = widthOfChart({ scene, layout });
  const head = [
    ...wrap(wordsOf(name, "heading"), width),
    ...wrap(wordsOf(region.description, "prose"), width),
  ];
  const list = scene.anywhere.length === 0 ? 0 : heightOfLines(scene.anywhere) + margin / 2;
  const size = {
    width: Math.max(width, widthOfLines(head)) + 2 * margin,
    height: heightOfHead({ head }) + layout.height + list + margin,
  };
  return { scene, layout, head, size };
}

/** Where the parts of a panel are within it, when it is this wide. */
export function placesIn(
  panel: Panel,
  width: number,
): { readonly head: Point; readonly chart: Point; readonly list: Point } {
  const top = heightOfHead(panel);
  return {
    head: { x: margin, y: headingTop },
    chart: { x: Math.round((width - panel.layout.width) / 2), y: top },
    list: { x: margin, y: top + panel.layout.height + margin / 2 },
  };
}
