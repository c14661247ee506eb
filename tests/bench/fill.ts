import type { Commit, Store, SubscriptionRecord } from "@tenure/engine";
import { entryHash, genesisHash } from "@tenure/engine";
import { decide, initial, type SubscriptionEvent } from "@tenure/machine";

import { benchKey } from "./engine-load.ts";

const adopted: SubscriptionEvent = {
  type: "subscription.adopted",
  status: "active",
  forced: false,
};

/** What the engine would write for an adopted subscription, without the engine's time. */
function adoption(key: string): Commit {
  const { snapshot, verdict, effects, drift } = decide(initial({ key }), adopted);
  const content = { key, version: 1, at: 1, event: adopted, verdict, effects, drift };
  const entry = { ...content, previousHash: genesisHash };
  const hash = entryHash(entry);
  const record: SubscriptionRecord = {
    key,
    tenant: "default",
    adapter: "bench",
    product: null,
    version: 1,
    snapshot,
    status: "active",
    requestState: "none",
    requestId: null,
    requestType: null,
    awaited: "nobody",
    hash,
    createdAt: 1,
    updatedAt: 1,
    stateSince: 1,
  };
  return {
    key,
    expectedVersion: 0,
    change: { record, entry: { ...entry, hash } },
    effects: [],
    startTimers: [],
    cancelTimers: [],
  };
}

/** Puts adopted subscriptions into an open store, from one number up to another. */
export async function fill(store: Store, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += 500) {
    const size = Math.min(500, to - first);
    await store.commit(Array.from({ length: size }, (_, n) => adoption(benchKey(first + n))));
  }
}
