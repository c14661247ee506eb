import { Worker } from "node:worker_threads";

import type { Clock } from "@tenure/engine";

import type { ChartGraph } from "../chart-graph.ts";
import type { LaidOutChart } from "../laid-out-chart.ts";
import type { LayoutSettings } from "./lay-out-chart.ts";

export interface LayoutJob {
  readonly graph: ChartGraph;
  readonly settings: LayoutSettings;
}

export type LayoutAnswer =
  | { readonly type: "done"; readonly chart: LaidOutChart }
  | { readonly type: "failed"; readonly message: string };

/** What became of a job. */
export type LayoutOutcome = LayoutAnswer | { readonly type: "timedOut" };

// Beside this file, compiled or not.
const workerFile = import.meta.url.endsWith(".ts") ? "./layout-worker.ts" : "./layout-worker.js";

/** So much memory a layout may take before it fails. */
const megabytes = 768;

/**
 * One thread that lays out one chart at a time. It is started when it is first needed, does not keep the
 * process alive while it has nothing to do, and is replaced after a job that fails or takes too long.
 */
export class LayoutThread {
  readonly #clock: Clock;
  readonly #timeout: number;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(clock: Clock, timeoutMilliseconds: number) {
    this.#clock = clock;
    this.#timeout = timeoutMilliseconds;
  }

  /** Does the job after those that were given before. Never rejects. */
  async run(job: LayoutJob): Promise<LayoutOutcome> {
    const outcome = this.#last.then(async () => this.#runNow(job));
    this.#last = outcome;
    return outcome;
  }

  /** Ends the thread; what is under way fails, and so does what waits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#discard();
  }

  async #runNow(job: LayoutJob): Promise<LayoutOutcome> {
    if (this.#isClosed) return { type: "failed", message: "The layout thread is closed." };
    const worker = this.#started();
    const answered = new AbortController();
    const timedOut = this.#clock
      .sleep(this.#timeout, answered.signal)
      .then((): LayoutOutcome => ({ type: "timedOut" }));
    worker.ref();
    const outcome = await Promise.race([answerOf(worker, job), timedOut]);
    answered.abort();
    worker.unref();
    if (outcome.type !== "done") await this.#discard();
    return outcome;
  }

  #started(): Worker {
    this.#worker ??= new Worker(new URL(workerFile, import.meta.url), {
      name: "statechart layout",
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    return this.#worker;
  }

  async #discard(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function answerOf(worker: Worker, job: LayoutJob): Promise<LayoutAnswer> {
  return new Promise((resolve) => {
    function end(answer: LayoutAnswer): void {
      worker.off("message", end).off("error", fail).off("exit", exit);
      resolve(answer);
    }
    function fail(error: unknown): void {
      const message = error instanceof Error ? error.message : "The layout thread failed.";
      end({ type: "failed", message });
    }
    function exit(): void {
      end({ type: "failed", message: "The layout thread ended." });
    }
    worker.on("message", end).on("error", fail).on("exit", exit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    worker.postMessage(job);
  });
}
