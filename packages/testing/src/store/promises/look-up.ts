/* oxlint-disable no-await-in-loop -- what is tried here is tried step by step */
import type { Commit, InboxEntry, Store, SubscriptionRecord } from "@tenure/engine";

/** The record of a subscription. */
export async function recordIn(store: Store, key: string): Promise<SubscriptionRecord | undefined> {
  const [found] = await store.load([{ key }]);
  return found?.record;
}

/** The answer given under an idempotency key. */
export async function answerIn(
  store: Store,
  key: string,
  idempotencyKey: string,
): Promise<InboxEntry | undefined> {
  const [found] = await store.load([{ key, idempotencyKey }]);
  return found?.inbox;
}

/** Commits one after the other, each a batch of its own, and tells what came of each. */
export async function commitEach(
  store: Store,
  commits: readonly Commit[],
): Promise<readonly string[]> {
  const types: string[] = [];
  for (const commit of commits) {
    types.push(...(await commitAll(store, [commit])));
  }
  return types;
}

/** Commits a batch and tells what came of each. */
export async function commitAll(
  store: Store,
  batch: readonly Commit[],
): Promise<readonly string[]> {
  return (await store.commit(batch)).map(({ type }) => type);
}
