import {
  entryHash,
  genesisHash,
  splitKey,
  type Commit,
  type Store,
  type SubscriptionRecord,
} from "@tenure/engine";
import {
  awaitedOf,
  decide,
  initial,
  lifecycleOf,
  requestStateOf,
  type Snapshot,
  type SubscriptionEvent,
} from "@tenure/machine";

/** A subscription with its past: what happened, and when, in milliseconds since the epoch. */
export interface Past {
  readonly key: string;
  readonly adapter: string;
  readonly product?: string;
  readonly events: readonly (readonly [at: number, event: SubscriptionEvent])[];
}

const commitsAtOnce = 500;

interface Step {
  readonly past: Past;
  readonly version: number;
  readonly snapshot: Snapshot;
  readonly hash: string;
  readonly stateSince: number;
}

/** What the engine would write for the next event, had it been there; its effects are done. */
function stepFrom(step: Step, at: number, event: SubscriptionEvent): [Step, Commit] {
  const { past, version, snapshot, hash: previousHash } = step;
  const { key, adapter, events } = past;
  const decided = decide(snapshot, event);
  const { verdict, effects, drift } = decided;
  const content = { key, version: version + 1, at, event, verdict, effects, drift, previousHash };
  const hash = entryHash(content);
  const after = decided.snapshot;
  const moved =
    lifecycleOf(after) !== lifecycleOf(snapshot) ||
    requestStateOf(after) !== requestStateOf(snapshot);
  const stateSince = moved || version === 0 ? at : step.stateSince;
  const record: SubscriptionRecord = {
    key,
    tenant: splitKey(key).tenant,
    adapter,
    product: past.product ?? null,
    version: version + 1,
    snapshot: after,
    status: lifecycleOf(after),
    requestState: requestStateOf(after),
    requestId: after.context.request?.id ?? null,
    requestType: after.context.request?.type ?? null,
    awaited: awaitedOf(after),
    hash,
    createdAt: events[0]?.[0] ?? at,
    updatedAt: at,
    stateSince,
  };
  const commit: Commit = {
    key,
    expectedVersion: version,
    change: { record, entry: { ...content, hash } },
    effects: [],
    startTimers: [],
    cancelTimers: [],
  };
  return [{ past, version: version + 1, snapshot: after, hash, stateSince }, commit];
}

/** Puts subscriptions into an open store as if they had lived there. */
export async function fillStore(store: Store, pasts: readonly Past[]): Promise<void> {
  const longest = Math.max(0, ...pasts.map(({ events }) => events.length));
  const steps = pasts.map((past) => ({
    past,
    version: 0,
    snapshot: initial({ key: past.key }),
    hash: genesisHash,
    stateSince: 0,
  }));
  for (let round = 0; round < longest; round += 1) {
    const commits: Commit[] = [];
    for (const [index, step] of steps.entries()) {
      const [at, event] = step.past.events[round] ?? [0, undefined];
      if (event === undefined) continue;
      const [next, commit] = stepFrom(step, at, event);
      steps[index] = next;
      commits.push(commit);
    }
    for (let first = 0; first < commits.length; first += commitsAtOnce) {
      const results = await store.commit(commits.slice(first, first + commitsAtOnce));
      const failed = results.find(({ type }) => type !== "committed");
      if (failed !== undefined) throw new Error(`the store said ${failed.type}`);
    }
  }
}

const adopted: SubscriptionEvent = {
  type: "subscription.adopted",
  status: "active",
  forced: false,
};

/** So many active subscriptions of the tenant `default`, their keys in order. */
export const adoptedPasts = (count: number, prefix = "AS"): readonly Past[] =>
  Array.from({ length: count }, (_, number) => ({
    key: `${prefix}-${String(number).padStart(7, "0")}`,
    adapter: "connect",
    events: [[1_700_000_000_000 + number, adopted]],
  }));
