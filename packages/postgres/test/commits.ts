import type { ClaimedEffect, Commit, HistoryEntry, NewEffect, Store } from "@tenure/engine";
import { initial } from "@tenure/machine";

const effect = { type: "readRequest", requestId: "PR-1" } as const;

/** An effect due from the beginning. */
export function due(id: string): NewEffect {
  return { id, effect, availableAt: 0 };
}

/** A commit that leads a subscription from one version to the next. */
export function moving(
  key: string,
  expectedVersion: number,
  parts: Partial<Omit<Commit, "change">> = {},
): Commit {
  const version = expectedVersion + 1;
  const hash = `hash of ${key} ${version}`;
  return {
    effects: [],
    startTimers: [],
    cancelTimers: [],
    ...parts,
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
        stateSince: version,
      },
      entry: {
        key,
        version,
        at: version,
        event: { type: "operator.retry" },
        verdict: { type: "moved" },
        effects: [effect],
        drift: false,
        previousHash: `hash of ${key} ${expectedVersion}`,
        hash,
      },
    },
  };
}

/** The version a subscription has; 0 when there is none. */
export async function versionIn(store: Pick<Store, "load">, key: string): Promise<number> {
  const [found] = await store.load([{ key }]);
  return found?.record?.version ?? 0;
}

/** All changes behind a cursor, in the order they are shown. */
export async function changesIn(store: Store, after?: string): Promise<readonly HistoryEntry[]> {
  return (await store.changes(after, 10_000)).map(({ entry }) => entry);
}

/** Claims what the adapter `connect` may do at this time. */
export async function claimAt(store: Store, now: number): Promise<readonly ClaimedEffect[]> {
  const adapters = [{ adapter: "connect", limit: 100 }];
  return store.claim({ now, leaseUntil: now + 100, owner: "tester", adapters });
}
