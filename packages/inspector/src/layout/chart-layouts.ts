import { createHash } from "node:crypto";

import { type Clock, systemClock } from "@tenure/engine";

import type { ChartGraph } from "../chart-graph.ts";
import { readDefinition } from "../definition/definition-graph.ts";
import type { DefinitionLimits, DefinitionRefusalCode } from "../definition/definition-limits.ts";
import type { LaidOutChart } from "../laid-out-chart.ts";
import type { LayoutSettings } from "./lay-out-chart.ts";
import { LayoutThread } from "./layout-thread.ts";
import { RecentResults } from "./recent-results.ts";

/** Why there is no layout, and what to do. */
export interface LayoutRefusal {
  readonly code:
    | DefinitionRefusalCode
    /** It took longer than it may. */
    | "layout_timed_out"
    /** The layout gave up, or the memory did not suffice. */
    | "layout_failed"
    /** Too many wait already. */
    | "layout_busy"
    /** The layouts were closed. */
    | "layout_closed";
  readonly message: string;
}

export type LayoutResult =
  | {
      readonly type: "laidOut";
      readonly chart: LaidOutChart;
      /** Names the definition and the settings by their content: the same for the same chart, in any process. */
      readonly key: string;
    }
  | { readonly type: "refused"; readonly refusal: LayoutRefusal };

export interface ChartLayoutsOptions {
  /** How many results are kept, those asked for last. Default 64. */
  readonly maximumCharts?: number;
  /** How many states, arrows and transitions the kept charts have together. Default 40,000. */
  readonly maximumWeight?: number;
  /** How long one layout may take. Default 60,000. */
  readonly timeoutMilliseconds?: number;
  /** How many may wait for their turn. Default 32. */
  readonly maximumWaiting?: number;
  readonly limits?: Partial<DefinitionLimits>;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
}

/** Lays out charts in a thread of its own, each only once. */
export interface ChartLayouts extends AsyncDisposable {
  /** Lays out a chart. A refusal is a result; never rejects. */
  layOut(graph: ChartGraph, settings?: LayoutSettings): Promise<LayoutResult>;
  /**
   * Lays out the chart of a definition as `readDefinition` reads it. A refusal is a result; never rejects.
   */
  layOutDefinition(definition: unknown, settings?: LayoutSettings): Promise<LayoutResult>;
  /** Ends the thread. What waits is refused as `layout_closed`. */
  close(): Promise<void>;
}

const refused = (code: LayoutRefusal["code"], message: string): LayoutResult => ({
  type: "refused",
  refusal: { code, message },
});

const closed = refused("layout_closed", "The layouts are closed. Make new ones.");

function keyOf(kind: string, text: string, settings: Required<LayoutSettings>): string {
  const { detail, aspectRatio, legend } = settings;
  return createHash("sha256")
    .update(JSON.stringify([kind, detail, aspectRatio, legend]))
    .update(text)
    .digest("hex");
}

const withDefaults = (settings: LayoutSettings): Required<LayoutSettings> => ({
  detail: settings.detail ?? "effects",
  aspectRatio: Math.min(5, Math.max(0.2, settings.aspectRatio ?? 1.5)),
  legend: settings.legend ?? false,
});

const weightOf = (result: LayoutResult): number =>
  result.type === "refused"
    ? 1
    : result.chart.nodes.length + result.chart.edges.length + result.chart.transitions.length;

class ThreadedLayouts implements ChartLayouts {
  readonly #thread: LayoutThread;
  readonly #results: RecentResults<LayoutResult>;
  readonly #limits: Partial<DefinitionLimits>;
  readonly #maximumWaiting: number;
  readonly #timeout: number;
  #waiting = 0;
  #isClosed = false;

  constructor(options: ChartLayoutsOptions) {
    this.#timeout = options.timeoutMilliseconds ?? 60_000;
    const clock = options.clock ?? systemClock();
    this.#thread = new LayoutThread(clock, this.#timeout);
    this.#results = new RecentResults({
      maximumResults: options.maximumCharts ?? 64,
      maximumWeight: options.maximumWeight ?? 40_000,
      weightOf,
      keptFor: (result) => keptFor(result, this.#timeout),
      clock,
    });
    this.#limits = options.limits ?? {};
    this.#maximumWaiting = options.maximumWaiting ?? 32;
  }

  async layOut(graph: ChartGraph, settings: LayoutSettings = {}): Promise<LayoutResult> {
    const full = withDefaults(settings);
    const key = keyOf("graph", JSON.stringify(graph), full);
    return this.#once(key, async () => this.#laidOut(key, graph, full));
  }

  async layOutDefinition(
    definition: unknown,
    settings: LayoutSettings = {},
  ): Promise<LayoutResult> {
    if (typeof definition !== "string") return this.#read(definition, settings);
    const key = keyOf("definition", definition, withDefaults(settings));
    return this.#once(key, async () => this.#read(definition, settings, key));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#thread.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #read(definition: unknown, settings: LayoutSettings, key?: string): Promise<LayoutResult> {
    const read = readDefinition(definition, this.#limits);
    if (read.type === "refused") return read;
    return key === undefined
      ? this.layOut(read.graph, settings)
      : this.#laidOut(key, read.graph, withDefaults(settings));
  }

  async #once(key: string, find: () => Promise<LayoutResult>): Promise<LayoutResult> {
    if (this.#isClosed) return closed;
    return this.#results.find(key, find);
  }

  async #laidOut(
    key: string,
    graph: ChartGraph,
    settings: Required<LayoutSettings>,
  ): Promise<LayoutResult> {
    if (this.#waiting >= this.#maximumWaiting) {
      return refused("layout_busy", `${this.#waiting} layouts wait already. Ask again later.`);
    }
    this.#waiting += 1;
    const outcome = await this.#thread.run({ graph, settings });
    this.#waiting -= 1;
    if (outcome.type === "done") return { type: "laidOut", chart: outcome.chart, key };
    if (this.#isClosed) return closed;
    if (outcome.type === "failed") {
      return refused(
        "layout_failed",
        `${graph.root.name} could not be laid out: ${outcome.message}`,
      );
    }
    return refused(
      "layout_timed_out",
      `${graph.root.name} was not laid out within ${this.#timeout} ms. Ask for less detail, or draw a part of it.`,
    );
  }
}

/** For how long asking again would come to the same. */
function keptFor(result: LayoutResult, timeout: number): number {
  if (result.type === "laidOut") return Number.POSITIVE_INFINITY;
  switch (result.refusal.code) {
    case "definition_invalid":
    case "definition_too_large":
      return Number.POSITIVE_INFINITY;
    case "layout_timed_out":
    case "layout_failed":
      // The machine may only have been busy. Not at once, though: others wait as long as this one takes.
      return 10 * timeout;
    case "layout_busy":
    case "layout_closed":
      return 0;
  }
}

/**
 * Makes layouts that are found in a thread of their own, so that nothing else waits for them, and kept by
 * the content of what was laid out. Who asks for what is under way already gets the same result. What took
 * too long is refused without another attempt for ten times as long as it may take.
 */
export function chartLayouts(options: ChartLayoutsOptions = {}): ChartLayouts {
  return new ThreadedLayouts(options);
}
