/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import { TenureError, type Commit, type CommitResult, type Store } from "@tenure/engine";

/** While others write, a commit may be told to come again: so often it is tried. */
const patience = 500;

async function tried(store: Store, batch: readonly Commit[]): Promise<readonly CommitResult[]> {
  try {
    return await store.commit(batch);
  } catch (error) {
    if (!(error instanceof TenureError) || error.consequence !== "Retryable") throw error;
    return batch.map(() => ({ type: "busy" }));
  }
}

/** Commits a batch beside others, again as long as the store is busy, and tells what came of each. */
export async function insist(store: Store, batch: readonly Commit[]): Promise<readonly string[]> {
  const types = new Map<Commit, string>();
  let left = batch;
  for (let tries = 0; left.length > 0; tries += 1) {
    assert.ok(tries < patience, "a commit is not told to be busy for ever");
    const results = await tried(store, left);
    for (const [index, commit] of left.entries()) types.set(commit, results[index]?.type ?? "none");
    left = left.filter((commit) => types.get(commit) === "busy");
    if (left.length > 0) await pause(1 + (tries % 7));
  }
  return batch.map((commit) => types.get(commit) ?? "none");
}
