import type { TextBlock } from "../laid-out-chart.ts";
import type { Rectangle } from "../picture/geometry.ts";
import type { LogEntry } from "./inspection-session.ts";

/** The line of an actor's life, from the top to the bottom of the diagram. */
export interface Lifeline {
  /** The actor's id; null for everything outside. */
  readonly actor: string | null;
  readonly name: string;
  readonly x: number;
  readonly head: TextBlock;
  readonly headBox: Rectangle;
}

/** What happened at one moment: an arrow between two lines, or a note on one. */
export interface SequenceStep {
  /** The number of the log's entry. */
  readonly number: number;
  readonly kind: LogEntry["kind"];
  /** Actors' ids; null for outside. Equal for a note, and for what an actor sends to itself. */
  readonly from: string | null;
  readonly to: string | null;
  readonly y: number;
  readonly fromX: number;
  readonly toX: number;
  readonly label: TextBlock;
  /** Everything in full, in a line. */
  readonly tooltip: string;
  readonly at: number | null;
}

/** A sequence diagram with a place for everything, in pixels. Plain data. */
export interface SequenceDiagram {
  readonly width: number;
  readonly height: number;
  /** From left to right. */
  readonly lifelines: readonly Lifeline[];
  /** From top to bottom, as it happened. */
  readonly steps: readonly SequenceStep[];
  /** How many earlier steps are not shown. */
  readonly earlier: number;
}
