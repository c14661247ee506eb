import type { Commit, Store, SubscriptionRecord } from "@tenure/engine";
import { initial, type AdapterEffect } from "@tenure/machine";

type Parts = Partial<Omit<Commit, "effects" | "change">> & {
  readonly record?: Partial<SubscriptionRecord>;
  readonly effects?: readonly (readonly [id: string, availableAt: number])[];
};

const effect: AdapterEffect = { type: "readRequest", requestId: "PR-1" };

const nothing = { effects: [], startTimers: [], cancelTimers: [] } as const;

/** A commit that leads a subscription from one version to the next. */
export function moving(key: string, expectedVersion: number, parts: Parts = {}): Commit {
  const { record, effects = [], ...rest } = parts;
  const version = expectedVersion + 1;
  const hash = `hash of ${key} ${version}`;
  return {
    ...nothing,
    ...rest,
    key,
    expectedVersion,
    change: {
      record: {
        key,
        tenant: "default",
        adapter: "connect",
        product: null,
        version,
        snapshot: initial({ key }),
        status: "active",
        requestState: "none",
        requestId: null,
        requestType: null,
        awaited: "nobody",
        hash,
        createdAt: 1,
        updatedAt: version,
        stateSince: 1,
        ...record,
      },
      entry: {
        key,
        version,
        at: version,
        event: { type: "operator.retry" },
        verdict: { type: "moved" },
        effects: [effect],
        drift: version % 2 === 0,
        previousHash: `hash of ${key} ${expectedVersion}`,
        hash,
      },
    },
    effects: effects.map(([id, availableAt]) => ({ id, effect, availableAt })),
  };
}

/** Claims up to nine effects of the adapter all commits here are of. */
export const claiming = {
  now: 10,
  leaseUntil: 1_000_000,
  owner: "me",
  adapters: [{ adapter: "connect", limit: 9 }],
} as const;

/** The subscription as the store has it. */
export async function recordOf(store: Store, key: string): Promise<SubscriptionRecord | undefined> {
  const [found] = await store.load([{ key }]);
  return found?.record;
}
