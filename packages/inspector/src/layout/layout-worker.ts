import { parentPort } from "node:worker_threads";

import { layOutChart } from "./lay-out-chart.ts";
import type { LayoutAnswer, LayoutJob } from "./layout-thread.ts";

/* Runs in a thread of its own: lays out one chart after the other, as they are sent. */

async function answerTo({ graph, settings }: LayoutJob): Promise<LayoutAnswer> {
  try {
    return { type: "done", chart: await layOutChart(graph, settings) };
  } catch (error) {
    return { type: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (job: LayoutJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  void answerTo(job).then((answer) => parentPort?.postMessage(answer));
});
