import { performance } from "node:perf_hooks";

import type { Store } from "@tenure/engine";

import { batchesOf, type BatchPlan } from "./batches.ts";

/**
 * Loads and commits the same events through a store.
 *
 * @returns events per second
 */
export async function storeLoop(store: Store, plan: BatchPlan, name = "store"): Promise<number> {
  const batches = batchesOf(plan, name);
  const start = performance.now();
  await Promise.all(
    batches.map(async (own) => {
      for (const batch of own) {
        await store.load(
          batch.map(({ key, inbox }) => ({ key, idempotencyKey: inbox?.idempotencyKey ?? "" })),
        );
        const results = await store.commit(batch);
        if (results.some(({ type }) => type !== "committed"))
          throw new Error("a commit was not taken");
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return batches.reduce((sum, own) => sum + own.length * plan.group, 0) / seconds;
}
