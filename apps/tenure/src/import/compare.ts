import type { Engine, Reconciliation } from "@tenure/engine";

import type { ProgressBar } from "../progress-bar.ts";

/** Compared side by side; the adapter answers about as many in a few calls for all of them. */
const concurrency = 50;
/** Those that differ are kept up to here, to be listed at the end. */
const listedAtMost = 100;

/** How the records of an adapter compare with its platform. */
export interface Comparison {
  readonly compared: number;
  readonly classes: Readonly<Record<string, number>>;
  readonly differing: readonly Reconciliation[];
}

/** Compares every subscription of the adapter with the platform; writes nothing. */
export async function compare(
  engine: Engine,
  options: {
    readonly tenant: string;
    readonly adapter: string;
    readonly signal: AbortSignal;
    readonly progress: ProgressBar;
  },
): Promise<Comparison> {
  const { tenant, adapter, signal, progress } = options;
  const filter = { tenant, adapter };
  const total = await engine.count(filter);
  const classes: Record<string, number> = {};
  const differing: Reconciliation[] = [];
  let compared = 0;
  progress.begin("Comparing");
  for await (const row of engine.reconcile({ filter, concurrency, signal })) {
    compared += 1;
    classes[row.class] = (classes[row.class] ?? 0) + 1;
    if (row.class !== "agrees" && differing.length < listedAtMost) differing.push(row);
    progress.update({ done: compared, earlier: 0, total });
  }
  progress.end();
  return { compared, classes, differing };
}
