import type { ChartNode, ChartTransition, ChartVocabulary } from "./chart-graph.ts";
import type { BoxKind } from "./picture/box.ts";
import type { Detail } from "./picture/detail.ts";
import type { Point, Rectangle } from "./picture/geometry.ts";
import type { Line, Origin } from "./picture/words.ts";

/** Lines of text one below the other. */
export interface TextBlock {
  readonly lines: readonly Line[];
  /** Where the lines begin, or with the anchor `middle` their middle. */
  readonly x: number;
  /** Where the first line's top is. */
  readonly y: number;
  readonly anchor: "start" | "middle";
}

/** A state at its place. */
export interface LaidOutNode extends Omit<ChartNode, "children"> {
  /** How it is drawn; `panel`: as a region of the whole picture. */
  readonly kind: Exclude<BoxKind, "frame"> | "panel";
  /** The id of the panel it is in, or is. */
  readonly panel: string;
  readonly box: Rectangle;
  /** Its name, and what is told of it. */
  readonly head: TextBlock;
  /** What happens without an arrow; null when nothing does. */
  readonly list: TextBlock | null;
  /** Every transition of the list in full, one a line. */
  readonly tooltip: string;
}

/** A dashed frame around states that one arrow leads to. */
export interface LaidOutFrame {
  readonly id: string;
  readonly box: Rectangle;
}

/** An arrow between two boxes that neither is inside of the other. */
export interface LaidOutEdge {
  /** Different from every other edge's. */
  readonly id: string;
  /** Ids of the boxes it is drawn between, states or frames. */
  readonly from: string;
  readonly to: string;
  /** The corners of its line; the last one is the tip of the arrow. */
  readonly points: readonly Point[];
  readonly label: { readonly box: Rectangle; readonly text: TextBlock };
  /** Who is behind most of its transitions: what it is colored by. */
  readonly origin: Origin;
  /** Every transition in full, one a line. */
  readonly tooltip: string;
}

/** The dot that shows where a state begins, with the way to what is entered. */
export interface LaidOutStart {
  /** The state that begins there. */
  readonly of: string;
  readonly dot: Rectangle;
  readonly points: readonly Point[];
}

/** A transition, and where it is drawn. */
export interface LaidOutTransition extends ChartTransition {
  readonly from: string;
  /** Null when nothing is left or entered. */
  readonly to: string | null;
  /** The id of its edge; null when it is written into the box of the state it starts from. */
  readonly edge: string | null;
}

/** A statechart with a place for everything in it, in pixels. Plain data: it survives `JSON.stringify`. */
export interface LaidOutChart {
  /** The version of this shape. */
  readonly format: 1;
  /** The machine's id. */
  readonly name: string;
  readonly title: string;
  /** For those who do not see the picture. */
  readonly description: string;
  readonly vocabulary: ChartVocabulary;
  readonly detail: Detail;
  readonly width: number;
  readonly height: number;
  /** States, each before those inside it, in document order. */
  readonly nodes: readonly LaidOutNode[];
  readonly frames: readonly LaidOutFrame[];
  readonly edges: readonly LaidOutEdge[];
  readonly starts: readonly LaidOutStart[];
  /** Every transition of the chart, in the order of where they start. */
  readonly transitions: readonly LaidOutTransition[];
  /** What colors and signs mean; null when it is not asked for. */
  readonly legend: TextBlock | null;
  /** What could not be read as it is written, each in a sentence. */
  readonly problems: readonly string[];
}
