/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import type { Store } from "@tenure/engine";

import { memoryStore } from "../memory/memory-store.ts";
import { ModelPair } from "./model-pair.ts";
import { someSteps, type Step } from "./model-steps.ts";
import type { Promised } from "./promised.ts";

async function walk(
  subject: Store,
  steps: readonly Step[],
  reopen?: (store: Store) => Promise<Store>,
): Promise<void> {
  const model = memoryStore();
  await model.open();
  const pair = new ModelPair(subject, model, reopen);
  for (const step of steps) await pair.take(step);
  await pair.compare();
}

/** Any store answers as the store in memory does, whatever it is asked and in whatever order. */
export const modelPromises: readonly Promised[] = [
  {
    name: "whatever is asked of it, in whatever order, a store answers as the one in memory",
    async keep(stage) {
      await stage.property(someSteps, (store, steps) => walk(store, steps), 0.5);
    },
  },
  {
    name: "and it does so across restarts",
    needs: ["reopen"],
    async keep(stage) {
      await stage.property(
        someSteps,
        (store, steps) => walk(store, steps, (before) => stage.reopen(before)),
        0.5,
      );
    },
  },
];
