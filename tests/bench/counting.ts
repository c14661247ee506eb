import type { ListFilter, Store } from "@tenure/engine";

import {
  awaitedSchema,
  requestStateSchema,
  statusSchema,
} from "../../apps/tenure/src/api/subscription-schemas.ts";
import { percentile } from "./engine-load.ts";

const samples = 3;
const facets = ["status", "requestState", "awaited"] as const;

/** What an overview counts, one count for each value. */
const single: readonly ListFilter[] = [
  ...statusSchema.options.map((status) => ({ status: [status] })),
  ...requestStateSchema.options.map((requestState) => ({ requestState: [requestState] })),
  ...awaitedSchema.options.map((awaited) => ({ awaited: [awaited] })),
];

async function took(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How long the counts of an overview take as one tally, and as counts, in milliseconds. */
export async function counting(
  store: Store,
  filter: ListFilter,
): Promise<{ readonly tally: number; readonly counts: number }> {
  const tallies: number[] = [];
  const counts: number[] = [];
  // In turn, so that both meet the same weather.
  for (let sample = 0; sample < samples; sample += 1) {
    tallies.push(await took(async () => store.tally(facets, filter)));
    counts.push(
      await took(async () => {
        for (const one of single) await store.count({ ...filter, ...one });
      }),
    );
  }
  return { tally: percentile(tallies, 0.5), counts: percentile(counts, 0.5) };
}
